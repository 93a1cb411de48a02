import type postgres from "postgres";
import { matchEvidence } from "../calls/evidence/match-evidence";
import { rfc3339 } from "../../db/client";
import type { TakenBatches } from "../calls/batch-rows";
import { flagDenied } from "../calls/observed/executed-after-deny";
import { flagSharedCredentials } from "../calls/observed/shared-credential";
import { flagSharedSessions } from "../calls/observed/shared-session";
import { queueOutdated } from "../calls/rejudge/queue-outdated";
import { addToRollups } from "../calls/rollups";
import { noteSevere } from "../notify/note-severe";
import { noteProgress } from "../sources/note-progress";

const BATCHES_AT_ONCE = 1_000;
/** A step reads every call once; so many take a second or two. */
const EVENTS_AT_ONCE = 50_000;

/**
 * Gives committed batches their place in the sequence: contiguous, in commit order, exactly once;
 * counts their calls, flags what history says of them, finds the evidence for them and those that the
 * directory overtook, in the same transaction. Any number of workers may call it; the lock on the head
 * lets one work. Returns how many events.
 */
export async function sequencePending(sql: postgres.Sql): Promise<number> {
  const [waiting] = await sql`SELECT 1 FROM seal_pending LIMIT 1`;
  if (!waiting) return 0;
  return sql.begin(async (tx) => {
    await lockHead(tx);
    const taken = await place(tx);
    if (taken === null) return 0;
    await addToRollups(tx, taken);
    await noteProgress(tx, taken);
    await flagDenied(tx, taken);
    await flagSharedCredentials(tx, taken);
    await flagSharedSessions(tx, taken);
    await noteSevere(tx, taken);
    await matchEvidence(tx, taken);
    await queueOutdated(tx, taken);
    return taken.events;
  });
}

/** Whoever holds it alone sequences, counts and judges anew. */
export async function lockHead(tx: postgres.TransactionSql): Promise<void> {
  await tx`SELECT next_index FROM ledger_head WHERE id = 1 FOR UPDATE`;
}

/** A statement of its own: it must see the head and the batches as they are after the wait. */
async function place(
  tx: postgres.TransactionSql,
): Promise<(TakenBatches & { events: number }) | null> {
  const [placed] = await tx<{ ids: string; events: number; from: string; to: string }[]>`
    WITH waiting AS (
      SELECT batch_id, sum(n) OVER (ORDER BY batch_id) - n AS before
      FROM seal_pending ORDER BY batch_id LIMIT ${BATCHES_AT_ONCE}
    ), taken AS (
      DELETE FROM seal_pending WHERE batch_id IN (
        SELECT batch_id FROM waiting WHERE before < ${EVENTS_AT_ONCE})
      RETURNING batch_id, n, from_time, to_time
    ), placed AS (
      INSERT INTO sealed (batch_id, first_index, n, from_time, to_time)
      SELECT batch_id,
             (SELECT next_index FROM ledger_head WHERE id = 1)
               + sum(n) OVER (ORDER BY batch_id) - n,
             n, from_time, to_time
      FROM taken
    ), head AS (
      UPDATE ledger_head SET next_index = next_index + (SELECT coalesce(sum(n), 0) FROM taken)
      WHERE id = 1
    )
    SELECT string_agg(batch_id::text, ' ') AS ids, sum(n)::int AS events,
           min(from_time)::text AS "from", max(to_time)::text AS "to"
    FROM taken HAVING count(*) > 0`;
  if (!placed) return null;
  return {
    ids: placed.ids.split(" "),
    events: placed.events,
    from: rfc3339(placed.from),
    to: rfc3339(placed.to),
  };
}
