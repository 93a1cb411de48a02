import type postgres from "postgres";
import { rowsOfBatches, type TakenBatches } from "../calls/batch-rows";

/**
 * Remembers the newest event and call of each source in these batches, so that no page has to look
 * for them in the big tables. To be called in the sequencing transaction, which one worker has.
 */
export async function noteProgress(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const calls = await rowsOfBatches(tx, "call", batches);
  const others = await rowsOfBatches(tx, "gateway_event", batches);
  await tx`
    WITH event AS (
      SELECT source_id, occurred_at, received_at, event_id, true AS is_call FROM (${calls()}) AS c
      UNION ALL
      SELECT source_id, occurred_at, received_at, event_id, false FROM (${others()}) AS o
    ), received AS (
      SELECT source_id, max(received_at) AS at FROM event GROUP BY source_id
    ), newest AS (
      SELECT DISTINCT ON (source_id) source_id, occurred_at, received_at
      FROM event ORDER BY source_id, occurred_at DESC, received_at
    ), newest_call AS (
      SELECT DISTINCT ON (source_id) source_id, occurred_at, event_id
      FROM event WHERE is_call ORDER BY source_id, occurred_at DESC, event_id
    )
    INSERT INTO source_progress AS p (source_id, last_event_at, last_event_received_at,
                                      last_call_at, last_call_event_id, received_at)
    SELECT source_id, n.occurred_at, n.received_at, c.occurred_at, c.event_id, r.at
    FROM received r JOIN newest n USING (source_id) LEFT JOIN newest_call c USING (source_id)
    ON CONFLICT (source_id) DO UPDATE SET
      received_at = greatest(p.received_at, excluded.received_at),
      last_event_at = greatest(p.last_event_at, excluded.last_event_at),
      last_event_received_at = CASE WHEN excluded.last_event_at >= p.last_event_at
        THEN excluded.last_event_received_at ELSE p.last_event_received_at END,
      last_call_at = greatest(p.last_call_at, excluded.last_call_at),
      last_call_event_id = CASE WHEN excluded.last_call_at >= coalesce(p.last_call_at, '-infinity')
        THEN excluded.last_call_event_id ELSE p.last_call_event_id END`;
}
