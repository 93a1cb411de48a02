import type postgres from "postgres";
import type { IndependentEvidence } from "../../identity/model";

type CallKey = { occurredAt: string; sourceId: number; eventId: string };
type Row = IndependentEvidence & { n: number };

/** What others said of each call's downstream identity, in the order of the calls. */
export async function readCallEvidence(
  sql: postgres.Sql | postgres.TransactionSql,
  calls: readonly CallKey[],
): Promise<IndependentEvidence[][]> {
  const found: IndependentEvidence[][] = calls.map(() => []);
  if (calls.length === 0) return found;
  const rows = await sql<Row[]>`
    SELECT w.n::int - 1 AS n, e.type AS kind, s.name AS source, p.iss, p.sub
    FROM unnest(${calls.map((one) => one.occurredAt)}::text[]::timestamptz[],
                ${calls.map((one) => one.sourceId)}::int[],
                ${calls.map((one) => one.eventId)}::text[])
         WITH ORDINALITY AS w(occurred_at, source_id, event_id, n)
    JOIN call_evidence c USING (occurred_at, source_id, event_id)
    JOIN evidence e ON e.id = c.evidence_id
    JOIN source s ON s.id = e.source_id
    JOIN principal p ON p.id = e.principal_id
    WHERE p.sub IS NOT NULL ORDER BY e.id`;
  for (const { n, ...evidence } of rows) found[n]?.push(evidence);
  return found;
}
