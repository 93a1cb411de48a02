import type postgres from "postgres";
import { recentStart } from "../identity/recent";

/**
 * A query of `id, calls, people, last_used` for the tools that `wanted` (a query of `id`) names, of
 * the last 30 days. Principals of one person count once; calls without a caller count nobody.
 */
export function recentByTool(sql: postgres.Sql, wanted: postgres.Fragment) {
  return sql`
    SELECT r.tool_id AS id, sum(r.n)::int AS calls, max(r.day) AS last_used,
      count(DISTINCT coalesce('person ' || p.person_id, 'principal ' || path.caller_id))
        FILTER (WHERE path.caller_id <> 0)::int AS people
    FROM (SELECT tool_id, path_id, sum(n) AS n, max(day) AS day FROM rollup_day
          WHERE day >= ${recentStart(Date.now())} AND tool_id IN (${wanted}) AND n > 0
          GROUP BY tool_id, path_id) r
    JOIN path ON path.id = r.path_id LEFT JOIN principal p ON p.id = path.caller_id
    GROUP BY r.tool_id`;
}
