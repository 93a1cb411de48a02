import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { randomId } from "../ids";

/**
 * Queues the re-judge of a change, in the change's transaction. One that waits takes it along: its
 * row is locked until the change is committed, so that no worker starts it too early.
 */
export async function queueRejudge(
  tx: Db,
  { askedBy, why }: { askedBy: string; why: string },
): Promise<void> {
  await tx.execute(sql`SELECT 1 FROM job WHERE kind = 'rejudge' AND state = 'queued' FOR UPDATE`);
  await tx.execute(sql`
    INSERT INTO job (id, kind, state, sentence, input, asked_by)
    VALUES (${randomId("job")}, 'rejudge', 'queued', 'Waiting for a worker',
            ${JSON.stringify({ why })}::text::jsonb, ${askedBy})
    ON CONFLICT (kind) WHERE state = 'queued' AND kind = 'rejudge' DO NOTHING`);
}
