// Notes severe calls in the transaction that finds them; raise-notices.ts tells of them.
import type postgres from "postgres";
import { rowsOfBatches, type TakenBatches } from "../calls/batch-rows";
import type { VerdictMove } from "../calls/rollups";

/** Of the last day only: history that is imported calls nobody out of bed. */
const RECENT = "1 day";

/** To be called once for each batch, in the sequencing transaction. */
export async function noteSevere(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const calls = await rowsOfBatches(tx, "call", batches);
  await tx`
    INSERT INTO source_notice AS s (source_id, critical, high, first_at, last_at)
    SELECT source_id, count(*) FILTER (WHERE severity = 'critical'),
           count(*) FILTER (WHERE severity = 'high'), min(occurred_at), max(occurred_at)
    FROM (${calls()}) AS c
    WHERE severity IN ('critical', 'high') AND occurred_at > now() - ${RECENT}::interval
    GROUP BY source_id
    ON CONFLICT (source_id) DO UPDATE SET
      critical = s.critical + excluded.critical, high = s.high + excluded.high,
      first_at = least(s.first_at, excluded.first_at),
      last_at = greatest(s.last_at, excluded.last_at)`;
}

/** Independent evidence against a gateway usually comes after the call, and is always critical. */
export function noteContradicted(
  tx: postgres.TransactionSql,
  moves: readonly VerdictMove[],
): Promise<void> {
  const contradicted = moves.filter(({ from, to }) => to === "contradicted" && from !== to);
  return noteRaised(tx, "critical", contradicted);
}

/** Calls that became so severe after they were sequenced. */
export async function noteRaised(
  tx: postgres.TransactionSql,
  severity: "critical" | "high",
  calls: readonly { occurredAt: string; sourceId: number }[],
): Promise<void> {
  if (calls.length === 0) return;
  const list = JSON.stringify(calls.map(({ occurredAt, sourceId }) => ({ occurredAt, sourceId })));
  const column = tx(severity);
  await tx`
    INSERT INTO source_notice AS s (source_id, ${column}, first_at, last_at)
    SELECT m."sourceId", count(*), min(m."occurredAt"), max(m."occurredAt")
    FROM json_to_recordset(${list}::text::json) AS m("occurredAt" timestamptz, "sourceId" int)
    WHERE m."occurredAt" > now() - ${RECENT}::interval GROUP BY 1
    ON CONFLICT (source_id) DO UPDATE SET ${column} = s.${column} + excluded.${column},
      first_at = least(s.first_at, excluded.first_at),
      last_at = greatest(s.last_at, excluded.last_at)`;
}
