// The decision: pure, and the same whatever the order of the rules (`README.md`).
import { type Asked, readAsked } from "./asked";
import type { CompiledRule } from "./compiled-rule";
import { DecisionTooCostly } from "./condition";
import type { Facts } from "./facts";
import { counterKey, limitWindow } from "./limit-window";
import type { Decision, Effect, Reason } from "./model";
import type { EvaluationRequest } from "./request";
import type { RuleIndex } from "./rule-index";
import { isAmong } from "./subject-set";

/**
 * `now` is in milliseconds since the epoch. Never throws for a request that fits its schema; one
 * whose conditions cost too much is denied as `unavailable`.
 */
export function evaluate(
  policy: RuleIndex,
  request: EvaluationRequest,
  facts: Facts,
  now: number,
): Decision {
  try {
    return decide(policy, readAsked(request, facts), facts, now);
  } catch (error) {
    if (!(error instanceof DecisionTooCostly)) throw error;
    return { effect: "deny", ruleIds: [], reason: "unavailable", policyVersion: policy.version };
  }
}

function decide(policy: RuleIndex, asked: Asked, facts: Facts, now: number): Decision {
  const answer = (effect: Effect, reason: Reason, rules: readonly CompiledRule[]): Decision => ({
    effect,
    ruleIds: idsOf(rules),
    reason,
    policyVersion: policy.version,
  });

  const blocks = [...facts.blocks.find(asked)].filter((block) => applies(block, asked, now));
  if (blocks.length > 0) {
    const blockIds = idsOf(blocks.filter(({ id }) => id !== ""));
    return { ...answer("deny", "blocked", []), ...(blockIds.length > 0 && { blockIds }) };
  }
  if (isHeld(asked, facts)) return answer("deny", "tool_quarantined", []);

  const rules = [...policy.find(asked)];
  const applying = (effect: Effect): CompiledRule[] =>
    rules.filter((rule) => rule.effect === effect && applies(rule, asked, now));

  const denies = applying("deny");
  if (denies.length > 0) return answer("deny", "rule", denies);

  const usable = (rule: CompiledRule): boolean => !isUsedUp(rule, asked, facts);
  const asks = applying("ask");
  const open = asks.filter(usable);
  if (open.length > 0) return answer("ask", "approval_required", open);

  const allows = applying("allow");
  const allowed = allows.filter(usable);
  if (allowed.length > 0) return answer("allow", "rule", allowed);

  const usedUp = [...asks, ...allows];
  if (usedUp.length === 0) return answer("deny", "no_rule", []);
  return { ...answer("deny", "rate_limited", usedUp), retryAfter: retryAfter(usedUp, now) };
}

/** What cannot be told counts for a rule that denies or asks, and against one that allows. */
function applies(rule: CompiledRule, asked: Asked, now: number): boolean {
  const inDoubt = rule.effect !== "allow";
  return (
    rule.from <= now &&
    now < rule.until &&
    (isAmong(rule.subjects, asked) ?? inDoubt) &&
    !(isAmong(rule.except, asked) ?? !inDoubt) &&
    (rule.credentials === undefined ||
      (asked.credential !== undefined && rule.credentials.has(asked.credential))) &&
    rule.conditions.every((fits) => fits(asked) ?? inDoubt)
  );
}

function isHeld({ resource, definitionSha256 }: Asked, facts: Facts): boolean {
  const { type, server, name } = resource;
  return type === "tool" && server !== undefined && facts.isHeld(server, name, definitionSha256);
}

function isUsedUp({ id, limit }: CompiledRule, asked: Asked, facts: Facts): boolean {
  return limit !== undefined && facts.callsMade(counterKey(id, limit, asked)) >= limit.calls;
}

/** Whole seconds, at least one, until the first of them counts anew. */
function retryAfter(usedUp: readonly CompiledRule[], now: number): number {
  const waits = usedUp.flatMap(({ limit }) => (limit ? [limitWindow(limit, now).end - now] : []));
  return Math.max(1, Math.ceil(Math.min(...waits) / 1000));
}

function idsOf(rules: readonly CompiledRule[]): string[] {
  if (rules.length <= 1) return rules.map(({ id }) => id);
  return [...new Set(rules.map(({ id }) => id))].toSorted();
}
