import type { z } from "zod";
import { type Pool, rfc3339 } from "../../../db/client";
import { hasEnded } from "../cells/rules-of";
import { isConditional } from "../cells/cell";
import { readDocument } from "../read-document";
import type { RuleList, ruleListQuery } from "./rule-list-view";
import { readRuleUses } from "./rule-uses";

/** In the order of the document. Throws `not_found`, and `invalid` for a text with an error. */
export async function listRules(
  pool: Pool,
  { draft, version }: z.output<typeof ruleListQuery>,
  now = Date.now(),
): Promise<RuleList> {
  const ref = draft !== undefined ? { draft } : version !== undefined ? { version } : undefined;
  const [{ policy }, uses] = await Promise.all([
    readDocument(pool, ref),
    readRuleUses(pool.sql, now),
  ]);
  return {
    items: policy.rules.map((rule) => {
      const used = uses.get(rule.id);
      return {
        id: rule.id,
        rule,
        effect: rule.effect,
        enabled: rule.enabled,
        ended: hasEnded(rule, now),
        conditional: isConditional(rule, now),
        lastUsed: used ? rfc3339(used.last) : null,
        calls: used?.calls ?? 0,
        people: used?.people ?? 0,
        unused: used === undefined,
      };
    }),
    next: null,
  };
}
