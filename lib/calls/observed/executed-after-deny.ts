// Calls that ran although their gateway says that it denied them, or although the decision that they
// name was an enforced refusal. Either may come first: sequencing finds the decisions that are there,
// `late-denials.ts` the calls. Both hold the lock of the ledger's head, so one sees the other.
import type postgres from "postgres";
import { decisionTime } from "../../decisions/decision-id";
import { observedFlagsToBits } from "../../identity/flag-bits";
import { noteRaised } from "../../notify/note-severe";
import { rowsOfBatches, type RowsOfBatches, type TakenBatches } from "../batch-rows";
import type { CallKey } from "../rejudge/stored-call";
import { type Flagged, raiseFlag } from "./raise-flag";

const FLAG = observedFlagsToBits(["executed_after_deny"]);

export type Named = CallKey & { decisionId: string | null };

/** Flags the calls of these batches. To be called in the sequencing transaction. */
export async function flagDenied(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const calls = await rowsOfBatches(tx, "call", batches);
  await flagOwnDenials(tx, calls);
  const [decided] = await tx`SELECT 1 FROM decision LIMIT 1`;
  if (!decided) return;
  const named = await tx<Named[]>`
    SELECT occurred_at::text AS "occurredAt", source_id AS "sourceId", event_id AS "eventId",
           decision_id AS "decisionId"
    FROM (${calls()}) AS c WHERE decision_id LIKE 'dec\\_%' AND outcome <> 'denied'`;
  await flagRan(tx, named);
}

/** What a gateway itself denied, and reports as done: that it was tried is no run. */
async function flagOwnDenials(tx: postgres.TransactionSql, calls: RowsOfBatches): Promise<void> {
  await raiseFlag(
    tx,
    FLAG,
    tx`
      SELECT * FROM (${calls()}) AS c
      WHERE decision = 'deny' AND outcome = 'ok' AND relation <> 'none'`,
  );
}

/** Flags those of sequenced calls that ran, and counts them among the severe ones. */
export async function flagSequenced(
  tx: postgres.TransactionSql,
  calls: readonly Named[],
): Promise<void> {
  const flagged = await flagRan(tx, calls);
  const raised = flagged.filter(({ severity }) => severity !== "critical" && severity !== "high");
  await noteRaised(tx, "high", raised);
}

/** Those that were flagged now, with the severity that they had. */
async function flagRan(
  tx: postgres.TransactionSql,
  calls: readonly Named[],
): Promise<readonly Flagged[]> {
  const refused = await refusedOf(tx, calls);
  if (refused.length === 0) return [];
  return raiseFlag(
    tx,
    FLAG,
    tx`
      SELECT c.* FROM json_to_recordset(${JSON.stringify(refused)}::text::json)
        AS w("occurredAt" timestamptz, "sourceId" int, "eventId" text, effect text)
      JOIN call c ON c.occurred_at = w."occurredAt" AND c.source_id = w."sourceId"
                 AND c.event_id = w."eventId"
      WHERE (w.effect = 'deny' OR c.approval_id IS NULL)
        AND (c.outcome <> 'denied' AND c.relation <> 'none' OR EXISTS (
          SELECT 1 FROM call_evidence g JOIN evidence e ON e.id = g.evidence_id
          WHERE g.occurred_at = c.occurred_at AND g.source_id = c.source_id
            AND g.event_id = c.event_id AND e.type = 'downstream.observed'))`,
  );
}

/**
 * Calls whose decision their own source was given as a refusal: what it was only told while it
 * monitored was answered "allow". Plan: an index scan of the primary key a decision.
 */
async function refusedOf(tx: postgres.TransactionSql, calls: readonly Named[]) {
  const named = calls.flatMap((call) => {
    const at = call.decisionId === null ? null : decisionTime(call.decisionId);
    return at === null ? [] : [{ ...call, at: new Date(at).toISOString() }];
  });
  if (named.length === 0) return [];
  return tx<(CallKey & { effect: string })[]>`
    SELECT w."occurredAt", w."sourceId", w."eventId", d.effect
    FROM json_to_recordset(${JSON.stringify(named)}::text::json)
      AS w("occurredAt" text, "sourceId" int, "eventId" text, "decisionId" text, at timestamptz)
    JOIN decision d ON d.occurred_at = w.at AND d.id = w."decisionId"
      AND d.source_id = w."sourceId"
    WHERE d.effect <> 'allow'`;
}
