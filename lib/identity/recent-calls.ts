// Calls of the last 30 days by path, from the daily rollups; what the directory's counts are made of.
import type postgres from "postgres";

import { recentStart } from "./recent";

/**
 * A query of `path_id, verdict, n`, several rows a path. Joined with few paths it is read through
 * `rollup_day_path`, with many in one pass over the last 30 days.
 */
export function recentCalls(sql: postgres.Sql) {
  // A value, not an expression of now(), which a scan would work out again for every row.
  return sql`SELECT path_id, verdict, n FROM rollup_day WHERE day >= ${recentStart(Date.now())}`;
}

/** A query of `id, as_caller, as_ran_as` for the principals that `wanted` (a query of `id`) names. */
export function recentByPrincipal(sql: postgres.Sql, wanted: postgres.Fragment) {
  return sql`
    SELECT id, sum(as_caller)::int AS as_caller, sum(as_ran_as)::int AS as_ran_as FROM (
      SELECT w.id, r.n AS as_caller, 0 AS as_ran_as
      FROM (${wanted}) w JOIN path ON path.caller_id = w.id
      JOIN (${recentCalls(sql)}) r ON r.path_id = path.id
      UNION ALL
      SELECT w.id, 0, r.n
      FROM (${wanted}) w JOIN path ON path.ran_as_id = w.id
      JOIN (${recentCalls(sql)}) r ON r.path_id = path.id
    ) side GROUP BY id`;
}

/** A query of `path_id, n` for every path, in one pass; paths are few beside calls. */
export function recentPaths(sql: postgres.Sql) {
  return sql`SELECT path_id, sum(n::int)::int AS n FROM (${recentCalls(sql)}) r GROUP BY path_id`;
}

/** A pattern for ILIKE that finds `text` anywhere; everything for an empty one. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
