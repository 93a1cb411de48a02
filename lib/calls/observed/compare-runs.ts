// Calls that carry an approval, compared with what was approved: another caller, tool, arguments or
// downstream identity than in the question, more calls than were let run, or an approval that let none.
import type postgres from "postgres";
import { lockHead } from "../../ledger/sequence";
import { observedFlagsToBits } from "../../identity/flag-bits";
import { noteRaised } from "../../notify/note-severe";
import type { CallKey } from "../rejudge/stored-call";
import { raiseFlag } from "./raise-flag";

const MISSING = observedFlagsToBits(["approval_missing"]);
const DIFFERS = observedFlagsToBits(["approval_differs"]);
const AT_ONCE = 1_000;

type Run = CallKey & { approvalId: string; missing: boolean; differs: string[] };

/**
 * Compares what was sequenced, once each, whatever the number of workers; holds the ledger's head, as
 * everybody does who changes what was concluded of a call. Returns how many were compared.
 */
export async function compareRuns(sql: postgres.Sql): Promise<number> {
  const [waiting] = await sql`
    SELECT 1 FROM approval_run WHERE compared_at IS NULL
      AND batch_id NOT IN (SELECT batch_id FROM seal_pending) LIMIT 1`;
  if (!waiting) return 0;
  return sql.begin(async (tx) => {
    await lockHead(tx);
    const runs = await compared(tx);
    await tx`
      UPDATE approval_run r SET compared_at = now(), differs = w.differs
      FROM (SELECT "approvalId", "occurredAt", "sourceId", "eventId",
                   ARRAY(SELECT json_array_elements_text(differs)) AS differs
            FROM json_to_recordset(${JSON.stringify(runs)}::text::json)
              AS d("approvalId" text, "occurredAt" timestamptz, "sourceId" int, "eventId" text,
                   differs json)) AS w
      WHERE r.approval_id = w."approvalId" AND r.occurred_at = w."occurredAt"
        AND r.source_id = w."sourceId" AND r.event_id = w."eventId"`;
    await flag(
      tx,
      MISSING,
      runs.filter(({ missing }) => missing),
    );
    await flag(
      tx,
      DIFFERS,
      runs.filter(({ missing, differs }) => !missing && differs.length > 0),
    );
    return runs.length;
  });
}

/** Of an approval that this source never had, or that no call redeemed, nothing else is compared. */
async function compared(tx: postgres.TransactionSql): Promise<Run[]> {
  const rows = await tx<Run[]>`
    SELECT r.approval_id AS "approvalId", r.occurred_at::text AS "occurredAt",
           r.source_id AS "sourceId", r.event_id AS "eventId",
           a.id IS NULL OR (a.used_at IS NULL AND NOT EXISTS (
             SELECT 1 FROM approval_grant g WHERE g.approval_id = a.id AND g.uses > 0))
             AS missing,
           array_remove(ARRAY[
             CASE WHEN c.caller_id IS DISTINCT FROM e.caller_id THEN 'caller' END,
             CASE WHEN s.name IS DISTINCT FROM e.server OR t.name IS DISTINCT FROM e.tool
                  THEN 'tool' END,
             CASE WHEN r.arguments_digest <> e.arguments_digest
                   AND NOT EXISTS (SELECT 1 FROM approval_grant g WHERE g.approval_id = a.id
                                   AND g.scope = 'tool_in_session') THEN 'arguments' END,
             CASE WHEN e.ran_as_id IS NOT NULL AND c.ran_as_id IS DISTINCT FROM e.ran_as_id
                  THEN 'ran_as' END,
             CASE WHEN c.outcome <> 'denied' AND ${earlierRuns(tx)} >= ${letRun(tx)} THEN 'again' END],
             NULL) AS differs
    FROM (SELECT * FROM approval_run WHERE compared_at IS NULL
            AND batch_id NOT IN (SELECT batch_id FROM seal_pending)
          ORDER BY batch_id LIMIT ${AT_ONCE}) AS r
    LEFT JOIN call c ON c.occurred_at = r.occurred_at AND c.source_id = r.source_id
      AND c.event_id = r.event_id
    LEFT JOIN approval a ON a.id = r.approval_id AND a.source_id = r.source_id
    LEFT JOIN evaluation e ON e.id = a.evaluation_id
    LEFT JOIN server s ON s.id = c.server_id LEFT JOIN tool t ON t.id = c.tool_id`;
  return rows.map((row) => ({ ...row, differs: row.missing ? [] : row.differs }));
}

/** Those that came before, or were compared before: of two, one is always the second. */
function earlierRuns(tx: postgres.TransactionSql) {
  return tx`(
    SELECT count(*) FROM approval_run o JOIN call oc ON oc.occurred_at = o.occurred_at
      AND oc.source_id = o.source_id AND oc.event_id = o.event_id
    WHERE o.approval_id = r.approval_id AND o.source_id = r.source_id AND oc.outcome <> 'denied'
      AND (o.occurred_at, o.event_id) <> (r.occurred_at, r.event_id)
      AND (o.compared_at IS NOT NULL
           OR (o.occurred_at, o.event_id) < (r.occurred_at, r.event_id)))`;
}

function letRun(tx: postgres.TransactionSql) {
  return tx`(
    (a.used_at IS NOT NULL)::int
    + (SELECT coalesce(sum(g.uses), 0) FROM approval_grant g WHERE g.approval_id = a.id))`;
}

/** Raises the flag and what follows from it, with its line in the call's history. */
async function flag(
  tx: postgres.TransactionSql,
  bit: number,
  runs: readonly CallKey[],
): Promise<void> {
  if (runs.length === 0) return;
  const flagged = await raiseFlag(
    tx,
    bit,
    tx`
      SELECT c.* FROM json_to_recordset(${JSON.stringify(runs)}::text::json)
        AS w("occurredAt" timestamptz, "sourceId" int, "eventId" text)
      JOIN call c ON c.occurred_at = w."occurredAt" AND c.source_id = w."sourceId"
                 AND c.event_id = w."eventId"
      WHERE c.outcome <> 'denied'`,
  );
  const raised = flagged.filter(({ severity }) => severity !== "critical" && severity !== "high");
  await noteRaised(tx, "high", raised);
}
