// One of the two documents of a replay, and which of its rules stand for a request.
import { readAsked, type Asked } from "../asked";
import { compileRule, type CompiledRule } from "../compiled-rule";
import { meaningOf } from "../changed-rules";
import { compileConditions, type Condition } from "../condition";
import type { Facts } from "../facts";
import type { Policy, Rule } from "../model";
import type { EvaluationRequest } from "../request";
import { buildRuleIndex, type RuleIndex } from "../rule-index";
import { isAmong } from "../subject-set";

/** A rule whose times, subjects, action and resource fit; its conditions are not asked yet. */
export type Standing = {
  rule: Rule;
  meaning: string;
  /** Its conditions on the identity that runs, and on arguments. */
  runAs: readonly Condition[];
  args: readonly Condition[];
  /** It asks for something else that calls do not carry. */
  readsContext: boolean;
};
export type Side = {
  index: RuleIndex;
  /** The same for two documents that can never answer differently. */
  meaning: string;
  standing: (asked: Asked, now: number) => Standing[];
};

export function sideOf({ rules }: Policy): Side {
  const known = new Map<CompiledRule, Standing>();
  for (const rule of rules) {
    if (!rule.enabled) continue;
    const compiled = compileRule(rule);
    const { runAs, arguments: args, ...others } = rule.when ?? {};
    known.set(compiled, {
      rule,
      meaning: meaningOf(rule),
      runAs: runAs === undefined ? [] : compileConditions({ runAs }),
      args: args === undefined ? [] : compileConditions({ arguments: args }),
      readsContext: Object.values(others).some((part) => part !== undefined),
    });
  }
  const index = buildRuleIndex([...known.keys()], null);
  return {
    index,
    meaning: JSON.stringify([...known.values()].map(({ meaning }) => meaning).toSorted()),
    standing: (asked, now) =>
      [...index.find(asked)].flatMap((compiled) =>
        isMeant(compiled, asked, now) ? (known.get(compiled) ?? []) : [],
      ),
  };
}

export function askedOf(request: EvaluationRequest, facts: Facts): Asked {
  return readAsked(request, facts);
}

/** As the evaluator sees it: what cannot be told counts for a rule that denies or asks. */
function isMeant(
  { from, until, subjects, except, effect }: CompiledRule,
  asked: Asked,
  now: number,
) {
  const inDoubt = effect !== "allow";
  return (
    from <= now &&
    now < until &&
    (isAmong(subjects, asked) ?? inDoubt) &&
    !(isAmong(except, asked) ?? !inDoubt)
  );
}
