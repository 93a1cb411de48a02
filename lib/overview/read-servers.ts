import type postgres from "postgres";
import { summedRows } from "./rollup-rows";
import type { Span } from "./span";
import type { ServerShareView } from "./view";

const SHOWN = 8;

/** The servers with calls whose downstream identity is unknown, by their share of all its calls. */
export function readServers(sql: postgres.Sql, span: Span): Promise<ServerShareView[]> {
  return sql<ServerShareView[]>`
    WITH counted AS (
      SELECT path_id, sum(n) AS n, coalesce(sum(n) FILTER (WHERE verdict = 'unknown'), 0) AS unknown
      FROM (${summedRows(sql, span)}) r GROUP BY path_id
    ), servers AS (
      SELECT p.server_id, sum(c.n)::int AS calls, sum(c.unknown)::int AS unknown
      FROM counted c JOIN path p ON p.id = c.path_id GROUP BY p.server_id HAVING sum(c.unknown) > 0
      ORDER BY sum(c.unknown) / sum(c.n) DESC, sum(c.unknown) DESC, 1 LIMIT ${SHOWN}
    )
    SELECT s.name AS server, s.configured IS NOT NULL AS declared, v.calls, v.unknown
    FROM servers v LEFT JOIN server s ON s.id = v.server_id
    ORDER BY v.unknown::float8 / v.calls DESC, v.unknown DESC, v.server_id`;
}
