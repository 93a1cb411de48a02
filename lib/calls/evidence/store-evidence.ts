import type postgres from "postgres";
import type { CallRecord } from "../model";
import type { DimensionIds } from "../resolve-batch";
import { evidenceKeys } from "./keys";

type Event = { record: CallRecord; time: string; ids: DimensionIds };

/**
 * Remembers what an evidence provider's events say, in the transaction that stores them. Only
 * events that name a downstream identity say anything.
 */
export async function storeEvidence(
  tx: postgres.TransactionSql,
  sourceId: number,
  events: readonly Event[],
): Promise<void> {
  const rows = events.flatMap(({ record, time, ids }) => {
    const isEvidence = record.type === "token.mint" || record.type === "downstream.observed";
    const keys = isEvidence ? evidenceKeys(record) : [];
    const principal = ids.downstream?.id;
    if (principal === undefined || keys.length === 0) return [];
    return [{ time, event: record.id, type: record.type, principal, keys }];
  });
  if (rows.length === 0) return;
  await tx`
    WITH sent AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
        AS r(time timestamptz, event text, type text, principal int, keys json)
    ), stored AS (
      INSERT INTO evidence (source_id, occurred_at, event_id, type, principal_id)
      SELECT ${sourceId}, time, event, type, principal FROM sent
      RETURNING id, occurred_at, event_id
    )
    INSERT INTO evidence_key (key, window_hours, occurred_at, evidence_id)
    SELECT DISTINCT decode(k.key, 'hex'), k."windowHours", s.occurred_at, s.id
    FROM stored s JOIN sent ON sent.time = s.occurred_at AND sent.event = s.event_id
    CROSS JOIN json_to_recordset(sent.keys) AS k(key text, "windowHours" int)`;
}
