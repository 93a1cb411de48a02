import type postgres from "postgres";
import type { Pool } from "../../db/client";
import type { ServerView } from "./directory-views";
import type { ListedRow, ListPart } from "./list-directory";
import { containing, recentCalls } from "./recent-calls";

/** Servers, oldest first, each with how many of its recent calls nobody can attribute downstream. */
export function listServers(
  sql: Pool["sql"],
  { after, q, limit }: ListPart<number>,
): Promise<ListedRow<ServerView>[]> {
  return sql<ListedRow<ServerView>[]>`
    WITH page AS (
      SELECT * FROM server s WHERE s.id > ${after} AND s.name ILIKE ${containing(q)}
      ORDER BY s.id LIMIT ${limit}
    ), recent AS (${recentByServer(
      sql,
      sql`SELECT id FROM page`,
      sql`
        SELECT path_id, sum(n::int) AS n, sum(n::int) FILTER (WHERE verdict = 'unknown') AS unknown,
          sum(n::int) FILTER (WHERE verdict = 'unattributed') AS unattributed
        FROM (${recentCalls(sql)}) r GROUP BY path_id`,
    )})
    SELECT lpad(s.id::text, 10, '0') AS cursor, ${serverItem(sql)} AS item
    FROM page s LEFT JOIN recent ON recent.id = s.id ORDER BY s.id`;
}

/** The item of server `s` with its `recent` calls. */
export function serverItem(sql: Pool["sql"]) {
  return sql`json_build_object('id', s.id::text, 'name', s.name, 'resource', s.resource,
    'configured', s.configured, 'scopeCeiling', s.scope_ceiling,
    'lifetimeLimitHours', s.lifetime_limit_hours, 'staticClient', s.static_client,
    'declaredAt', s.declared_at, 'calls', coalesce(recent.calls, 0),
    'unevidenced', coalesce(recent.unevidenced, 0))`;
}

/**
 * A query of `id, calls, unevidenced` for the wanted servers. A call lacks evidence where its record
 * names neither identity nor credential and no declaration fills the gap; one without a caller is
 * unattributed before it is unknown. `calls` is a query of `path_id, n, unknown, unattributed`: many
 * servers want it added up by path, one server does not.
 */
export function recentByServer(
  sql: Pool["sql"],
  wanted: postgres.Fragment,
  calls: postgres.Fragment,
) {
  return sql`
    SELECT path.server_id AS id, sum(r.n)::int AS calls,
      coalesce(sum(coalesce(r.unknown, 0)
          + CASE WHEN server.configured IS NULL THEN coalesce(r.unattributed, 0) ELSE 0 END)
        FILTER (WHERE path.ran_as_id = 0 AND path.credential_id = 0), 0)::int AS unevidenced
    FROM server JOIN path ON path.server_id = server.id
    JOIN (${calls}) r ON r.path_id = path.id
    WHERE server.id IN (${wanted})
    GROUP BY path.server_id`;
}
