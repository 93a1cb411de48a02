import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { randomId } from "../ids";
import type { Message, Notice } from "./model";

/**
 * Writes a message for every channel that wants to be told, in the transaction of what it tells. The same
 * `dedupeKey` is told to a channel once.
 */
export async function enqueue(
  tx: Db,
  notice: { event: Notice; dedupeKey: string; message: Message },
): Promise<void> {
  const prefix = randomId("msg");
  await tx.execute(sql`
    INSERT INTO outbox (id, channel_id, event, dedupe_key, message)
    SELECT ${prefix}::text || '_' || row_number() OVER (ORDER BY id), id, ${notice.event},
           ${notice.dedupeKey}, ${JSON.stringify(notice.message)}
    FROM channel WHERE removed_at IS NULL AND ${notice.event}::text = ANY(events)
    ON CONFLICT (channel_id, dedupe_key) DO NOTHING`);
}
