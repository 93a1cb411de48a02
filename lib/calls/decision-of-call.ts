import type { Pool } from "../../db/client";
import { decisionTime } from "../decisions/decision-id";
import { findDecision } from "../decisions/list-decisions";
import type { DecisionView } from "../decisions/view";
import type { JoinedRow } from "./call-row";
import type { CallPolicy } from "./policy-view";

type Found =
  | { decision: DecisionView; noDecision: null }
  | { decision: null; noDecision: NonNullable<CallPolicy["noDecision"]> };

/** The decision that a call names. Another source's is none of its own. */
export async function decisionOf(
  pool: Pool,
  row: Pick<JoinedRow, "source_public_id">,
  id: string | undefined,
): Promise<Found> {
  if (id === undefined) return { decision: null, noDecision: "none_named" };
  if (decisionTime(id) === null) return { decision: null, noDecision: "not_ours" };
  const decision = await findDecision(pool, id);
  if (decision === null) return { decision: null, noDecision: "not_kept" };
  if (decision.source.id !== row.source_public_id)
    return { decision: null, noDecision: "not_ours" };
  return { decision, noDecision: null };
}
