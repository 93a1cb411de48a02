import type postgres from "postgres";
import type { Verdict } from "../identity/model";
import { identityKey, summedRows } from "./rollup-rows";
import type { Span } from "./span";

const SHOWN = 8;

/** Principals by their integer keys; 0 is nobody. */
export type PathRow = {
  caller: number;
  server: string | null;
  ranAs: number;
  calls: number;
  callsBefore: number;
  verdict: Verdict;
  verdictBefore: Verdict | null;
};

/**
 * The paths that have most calls more of some verdict than in the period before: those that grew, those
 * whose verdict changed, and new ones. Plan: the counts are grouped by path before anything is joined.
 */
export function readPaths(sql: postgres.Sql, span: Span, before: Span): Promise<PathRow[]> {
  return sql<PathRow[]>`
    WITH counted AS (
      SELECT path_id, verdict, sum(n) FILTER (WHERE is_now) AS now,
             sum(n) FILTER (WHERE NOT is_now) AS before
      FROM (SELECT *, true AS is_now FROM (${summedRows(sql, span)}) AS now
            UNION ALL SELECT *, false FROM (${summedRows(sql, before)}) AS before) r
      GROUP BY path_id, verdict
    ), ways AS (
      SELECT ${identityKey(sql, "caller")} AS caller_key, ${identityKey(sql, "ran_as")} AS ran_as_key,
             p.server_id, c.verdict, coalesce(sum(c.now), 0) AS now, coalesce(sum(c.before), 0) AS before,
             min(p.caller_id) AS caller, min(p.ran_as_id) AS ran_as
      FROM counted c JOIN path p ON p.id = c.path_id
      LEFT JOIN principal caller ON caller.id = p.caller_id
      LEFT JOIN principal ran_as ON ran_as.id = p.ran_as_id
      GROUP BY 1, 2, 3, 4
    ), ranked AS (
      SELECT min(caller) AS caller, server_id, min(ran_as) AS ran_as,
             sum(now)::int AS calls, sum(before)::int AS calls_before,
             (array_agg(verdict ORDER BY now DESC, verdict))[1] AS verdict,
             (array_agg(verdict ORDER BY before DESC, verdict) FILTER (WHERE before > 0))[1]
               AS verdict_before,
             sum(greatest(now - before, 0)) AS more
      FROM ways GROUP BY caller_key, ran_as_key, server_id
      HAVING sum(greatest(now - before, 0)) > 0
      ORDER BY more DESC, calls DESC, 1, 2, 3 LIMIT ${SHOWN}
    )
    SELECT r.caller, s.name AS server, r.ran_as AS "ranAs", r.calls, r.calls_before AS "callsBefore",
           r.verdict, r.verdict_before AS "verdictBefore"
    FROM ranked r LEFT JOIN server s ON s.id = r.server_id
    ORDER BY r.more DESC, r.calls DESC, r.caller, r.server_id, r.ran_as`;
}
