// What a policy would answer when some of what its conditions read is not known: every answer that
// is possible, and the rules on whose conditions it hangs. Names no value, whatever was asked.
import { readAsked } from "./asked";
import { buildIndex } from "./build-index";
import { evaluate } from "./evaluate";
import type { Facts } from "./facts";
import type { Conditions, Decision, Policy, Rule } from "./model";
import type { EvaluationRequest } from "./request";
import type { RuleIndex } from "./rule-index";

export type ConditionPart = keyof Conditions;
export type Undecided = { rule: Rule; parts: ConditionPart[] };
export type Possible = {
  /** Not empty; one where the answer is certain. The strictest first. */
  answers: Decision[];
  undecided: Undecided[];
};

/**
 * `unknown` says whether a condition reads something of this part that nobody knows any more. A rule
 * that hangs on it may apply or not: since any deny wins over any ask and any ask over any allow,
 * four ways of leaving such rules out reach every answer that there can be.
 */
export function possibleDecisions(
  { policy, index }: { policy: Policy; index: RuleIndex },
  request: EvaluationRequest,
  facts: Facts,
  now: number,
  unknown: (part: ConditionPart, condition: unknown) => boolean,
): Possible {
  const found = new Set([...index.find(readAsked(request, facts))].map(({ id }) => id));
  const candidates = policy.rules.filter(({ id, enabled }) => enabled && found.has(id));
  const decide = (rules: Rule[]): Decision =>
    evaluate(buildIndex({ ...policy, rules }, index.version), request, facts, now);

  const certain: Rule[] = [];
  const undecided: Undecided[] = [];
  const open: Rule[] = [];
  const calm = { ...facts, blocks: NO_BLOCKS, isHeld: () => false };
  for (const rule of candidates) {
    const parts = partsOf(rule).filter((part) => unknown(part, rule.when?.[part]));
    if (parts.length === 0) certain.push(rule);
    else {
      const rest = without(rule, parts);
      const alone = buildIndex({ ...policy, rules: [rest] }, null);
      if (evaluate(alone, request, calm, now).reason === "no_rule") continue;
      undecided.push({ rule, parts });
      open.push(rest);
    }
  }
  const leaving = (...effects: Rule["effect"][]) =>
    decide([...certain, ...open.filter(({ effect }) => !effects.includes(effect))]);
  const all = [leaving(), leaving("deny"), leaving("deny", "ask"), leaving("deny", "ask", "allow")];
  return { answers: distinct(all), undecided };
}

const NO_BLOCKS: RuleIndex = { version: null, find: () => new Set() };

function partsOf({ when }: Rule): ConditionPart[] {
  return CONDITION_PARTS.filter((part) => when?.[part] !== undefined);
}

const CONDITION_PARTS = [
  "arguments",
  "runAs",
  "subject",
  "resource",
  "action",
  "context",
] as const satisfies readonly ConditionPart[];

/** The rule as it stands where these parts of its condition fit. */
function without(rule: Rule, parts: readonly ConditionPart[]): Rule {
  const when = { ...rule.when };
  for (const part of parts) delete when[part];
  return { ...rule, when };
}

function distinct(decisions: readonly Decision[]): Decision[] {
  return [...new Map(decisions.map((one) => [JSON.stringify(one), one])).values()];
}
