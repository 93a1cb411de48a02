// Finds calls and evidence for each other. Runs in the sequencing transaction, which is serial:
// whichever of the two comes later finds the other.
import type postgres from "postgres";
import { rowsOfBatches, type TakenBatches } from "../batch-rows";

/** Links the calls and the evidence of these batches, and queues the calls to be judged anew. */
export async function matchEvidence(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const [provider] = await tx`SELECT 1 FROM source WHERE evidence_provider LIMIT 1`;
  if (!provider) return;
  const calls = await rowsOfBatches(tx, "call", batches);
  const events = await rowsOfBatches(tx, "gateway_event", batches);
  // Keys as in keys.ts; the envelope holds what they are made of, facts the request id.
  await tx`
    INSERT INTO call_key (key, occurred_at, source_id, event_id)
    SELECT DISTINCT substring(sha256(convert_to(k.kind || ':' || k.value, 'UTF8')) FOR 16),
           c.occurred_at, c.source_id, c.event_id
    FROM (${calls()}) AS c
    CROSS JOIN LATERAL (SELECT c.envelope::json AS e, c.facts::json AS f) AS j
    CROSS JOIN LATERAL (VALUES
      ('request', f ->> 'requestId'),
      ('txn', e -> 'trace' ->> 'txn'),
      ('span', (e -> 'trace' ->> 'id') || ':' || (e -> 'trace' ->> 'span')),
      ('token', e -> 'downstream' -> 'token' ->> 'sha256'),
      ('jti', e -> 'downstream' -> 'token' ->> 'jti')) AS k(kind, value)
    WHERE k.value IS NOT NULL
    ON CONFLICT DO NOTHING`;
  await tx`
    WITH own_evidence AS (
      SELECT e.id FROM (${events()}) AS g
      JOIN evidence e ON e.source_id = g.source_id AND e.occurred_at = g.occurred_at
                     AND e.event_id = g.event_id
    ), own_calls AS (
      SELECT occurred_at, source_id, event_id FROM (${calls()}) AS c
    ), matched AS (
      SELECT k.occurred_at, k.source_id, k.event_id, e.evidence_id
      FROM own_evidence JOIN evidence_key e ON e.evidence_id = own_evidence.id
      JOIN call_key k ON k.key = e.key
      WHERE abs(extract(epoch FROM k.occurred_at - e.occurred_at)) <= e.window_hours * 3600
      UNION
      SELECT k.occurred_at, k.source_id, k.event_id, e.evidence_id
      FROM own_calls JOIN call_key k USING (occurred_at, source_id, event_id)
      JOIN evidence_key e ON e.key = k.key
      WHERE abs(extract(epoch FROM k.occurred_at - e.occurred_at)) <= e.window_hours * 3600
    ), linked AS (
      INSERT INTO call_evidence (occurred_at, source_id, event_id, evidence_id)
      SELECT occurred_at, source_id, event_id, evidence_id FROM matched ON CONFLICT DO NOTHING
    )
    INSERT INTO rejudge_pending (occurred_at, source_id, event_id)
    SELECT DISTINCT occurred_at, source_id, event_id FROM matched
    ON CONFLICT (occurred_at, source_id, event_id) DO UPDATE SET evidence = true`;
}

/** Removes keys of calls for which evidence is no longer waited. */
export async function pruneCallKeys(sql: postgres.Sql): Promise<void> {
  await sql`DELETE FROM call_key WHERE noted_at < now() - interval '7 days'`;
}
