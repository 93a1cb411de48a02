import type postgres from "postgres";
import { lockHead } from "../../ledger/sequence";
import { flagSequenced, type Named } from "./executed-after-deny";

const AT_ONCE = 1_000;
/** Between the clocks of a gateway and ours, where the call came first. */
const APART = "1 day";

/**
 * Flags calls that were sequenced before the refusal that they name was written down; each refusal
 * is looked at once, whatever the number of workers. Returns how many were.
 */
export async function flagLateDenials(sql: postgres.Sql): Promise<number> {
  const [waiting] = await sql`SELECT 1 FROM denial_pending LIMIT 1`;
  if (!waiting) return 0;
  return sql.begin(async (tx) => {
    await lockHead(tx);
    const taken = await tx<{ at: string; id: string; sourceId: number }[]>`
      DELETE FROM denial_pending WHERE (occurred_at, id) IN (
        SELECT occurred_at, id FROM denial_pending ORDER BY occurred_at, id LIMIT ${AT_ONCE})
      RETURNING occurred_at::text AS at, id, source_id AS "sourceId"`;
    // What waits for its place in the sequence is left to sequencing.
    const named = await tx<Named[]>`
      SELECT c.occurred_at::text AS "occurredAt", c.source_id AS "sourceId",
             c.event_id AS "eventId", c.decision_id AS "decisionId"
      FROM json_to_recordset(${JSON.stringify(taken)}::text::json)
        AS t(at timestamptz, id text, "sourceId" int)
      JOIN call c ON c.decision_id = t.id AND c.source_id = t."sourceId"
        AND c.occurred_at BETWEEN t.at - ${APART}::interval AND t.at + ${APART}::interval
      WHERE c.batch_id NOT IN (SELECT batch_id FROM seal_pending)`;
    await flagSequenced(tx, named);
    return taken.length;
  });
}
