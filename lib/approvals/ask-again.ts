import { withKnownProperties } from "../decisions/complete-request";
import { evaluate } from "../policy/evaluate";
import type { Enforced } from "../policy/in-force";
import type { Decision } from "../policy/model";
import type { EvaluationRequest } from "../policy/request";
import type { Terms } from "./model";
import { sameSteps, termsOf } from "./terms";

/** What the policy in force answers to a question that was held, and whether it asks the same people. */
export function askAgain(
  { index, policy, facts: known }: Enforced,
  request: EvaluationRequest,
  { groupsTrusted, terms }: { groupsTrusted: boolean; terms: Terms },
): { decision: Decision; same: boolean } {
  const facts = { ...known, groupsTrusted, callsMade: () => 0 };
  const decision = evaluate(index, withKnownProperties(request, policy), facts, Date.now());
  return { decision, same: sameSteps(terms, termsOf(policy, decision.ruleIds)) };
}
