import { compileRule } from "./compiled-rule";
import type { Policy } from "./model";
import { buildRuleIndex, type RuleIndex } from "./rule-index";

/** Once per version: rules that are switched off are left out. `version` is what decisions name. */
export function buildIndex(policy: Policy, version: string | null): RuleIndex {
  return buildRuleIndex(policy.rules.filter(({ enabled }) => enabled).map(compileRule), version);
}
