import type { z } from "zod";
import { type Pool, rfc3339 } from "../../../db/client";
import { hasEnded } from "../cells/rules-of";
import { isConditional } from "../cells/cell";
import { readDocument } from "../read-document";
import type { RuleList, ruleListQuery } from "./rule-list-view";

/** In the order of the document. Throws `not_found`, and `invalid` for a text with an error. */
export async function listRules(
  pool: Pool,
  { draft, version }: z.output<typeof ruleListQuery>,
  now = Date.now(),
): Promise<RuleList> {
  const ref = draft !== undefined ? { draft } : version !== undefined ? { version } : undefined;
  const [{ policy }, uses] = await Promise.all([readDocument(pool, ref), readRuleUses(pool)]);
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

/** Plan: one pass over the decisions of 90 days, in parallel; principals of one person count once. */
async function readRuleUses({ sql }: Pool) {
  const rows = await sql<{ id: string; last: string; calls: number; people: number }[]>`
    SELECT u.id, max(u.last)::text AS last, sum(u.n)::float8 AS calls,
           count(DISTINCT coalesce('person ' || p.person_id, 'principal ' || u.caller_id))
             FILTER (WHERE u.caller_id IS NOT NULL)::int AS people
    FROM (SELECT r.id, d.caller_id, count(*) AS n, max(d.occurred_at) AS last
          FROM decision d CROSS JOIN LATERAL unnest(d.rule_ids) AS r(id)
          WHERE d.occurred_at >= now() - interval '90 days' GROUP BY 1, 2) u
    LEFT JOIN principal p ON p.id = u.caller_id GROUP BY u.id`;
  return new Map(rows.map((row) => [row.id, row]));
}
