import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { randomId } from "../ids";
import type { Message } from "./model";

/** What a member is told about their own account. */
export type OwnNotice = "passkey";

/**
 * Writes an e-mail to a member's own address, in the transaction of what it tells. To be called only
 * where a mail server is configured.
 */
export async function tellMember(
  tx: Db,
  memberId: string,
  notice: { event: OwnNotice; dedupeKey: string; message: Message },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO outbox (id, member_id, event, dedupe_key, message)
    VALUES (${randomId("msg")}, ${memberId}, ${notice.event}, ${notice.dedupeKey},
            ${JSON.stringify(notice.message)})
    ON CONFLICT (member_id, dedupe_key) DO NOTHING`);
}
