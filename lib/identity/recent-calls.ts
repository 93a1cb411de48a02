// Calls of the last 30 days by path, from the daily rollups; what the directory's counts are made of.
import type postgres from "postgres";

import { RECENT_DAYS } from "./recent";

/**
 * A query of `path_id, verdict, tool_id, n`. The first key of the rollup is the day, so this reads
 * just the last 30 of them.
 */
export function recentCalls(sql: postgres.Sql) {
  return sql`
    SELECT path_id, verdict, tool_id, sum(n)::int AS n FROM rollup_day
    WHERE day >= date_trunc('day', now() - make_interval(days => ${RECENT_DAYS}), 'UTC')
    GROUP BY path_id, verdict, tool_id`;
}

/** A query of `id, as_caller, as_ran_as` for the principals that made or ran calls. */
export function recentByPrincipal(sql: postgres.Sql) {
  return sql`
    SELECT side.id, sum(side.as_caller)::int AS as_caller, sum(side.as_ran_as)::int AS as_ran_as
    FROM (${recentCalls(sql)}) r JOIN path ON path.id = r.path_id
    CROSS JOIN LATERAL (VALUES (path.caller_id, r.n, 0), (path.ran_as_id, 0, r.n))
      AS side(id, as_caller, as_ran_as)
    WHERE side.id <> 0 GROUP BY side.id`;
}

/** A pattern for ILIKE that finds `text` anywhere; everything for an empty one. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
