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
  await tx`
    INSERT INTO source_progress AS p
      (source_id, last_event_at, last_event_received_at, last_call_at, last_call_event_id)
    SELECT m.source_id, m.at, c.received_at, m.at, c.event_id
    FROM (SELECT source_id, max(occurred_at) AS at FROM (${calls()}) AS b GROUP BY source_id) m
    JOIN LATERAL (
      SELECT received_at, event_id FROM call
      WHERE occurred_at = m.at AND source_id = m.source_id ORDER BY event_id LIMIT 1) c ON true
    ON CONFLICT (source_id) DO UPDATE SET
      last_call_at = excluded.last_call_at, last_call_event_id = excluded.last_call_event_id,
      last_event_at = greatest(p.last_event_at, excluded.last_event_at),
      last_event_received_at = CASE WHEN excluded.last_event_at > p.last_event_at
        THEN excluded.last_event_received_at ELSE p.last_event_received_at END
    WHERE p.last_call_at IS NULL OR p.last_call_at <= excluded.last_call_at`;
  const others = await rowsOfBatches(tx, "gateway_event", batches);
  await tx`
    INSERT INTO source_progress AS p (source_id, last_event_at, last_event_received_at)
    SELECT m.source_id, m.at, m.received_at
    FROM (SELECT source_id, max(occurred_at) AS at, max(received_at) AS received_at
          FROM (${others()}) AS b GROUP BY source_id) m
    ON CONFLICT (source_id) DO UPDATE SET
      last_event_at = excluded.last_event_at,
      last_event_received_at = excluded.last_event_received_at
    WHERE p.last_event_at < excluded.last_event_at`;
}
