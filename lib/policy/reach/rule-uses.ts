import type postgres from "postgres";
import { readCountedDays } from "./rule-days";

export type RuleUse = { id: string; last: string; calls: number; people: number };

/**
 * What each rule decided in 90 days, by its id. Plan: the rollup of the days that are over and the
 * decisions since, about those of a day; principals of one person count once.
 */
export async function readRuleUses(
  sql: postgres.Sql,
  now: number,
): Promise<ReadonlyMap<string, RuleUse>> {
  const { first, uncounted } = await readCountedDays(sql, now);
  const rows = await sql<RuleUse[]>`
    SELECT u.id, max(u.last)::text AS last, sum(u.n)::float8 AS calls,
           count(DISTINCT coalesce('person ' || p.person_id, 'principal ' || u.caller_id))
             FILTER (WHERE u.caller_id <> 0)::int AS people
    FROM (SELECT rule_id AS id, caller_id, sum(n) AS n, max(last) AS last FROM rule_day
          WHERE day >= ${first}::date AND day < ${uncounted}::date GROUP BY 1, 2
          UNION ALL
          SELECT r.id, coalesce(d.caller_id, 0), count(*), max(d.occurred_at)
          FROM decision d CROSS JOIN LATERAL unnest(d.rule_ids) AS r(id)
          WHERE d.occurred_at >= ${`${uncounted}T00:00:00Z`}::timestamptz GROUP BY 1, 2) u
    LEFT JOIN principal p ON p.id = u.caller_id GROUP BY u.id`;
  return new Map(rows.map((row) => [row.id, row]));
}
