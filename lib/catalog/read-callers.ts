import type { Pool } from "../../db/client";
import { recentStart } from "../identity/recent";

const SHOWN = 20;

/** Who called the tool in the last 30 days, at most 20, a person's principals together. */
export function readCallers(sql: Pool["sql"], toolId: number) {
  return sql`
    WITH used AS (
      SELECT path.caller_id, sum(r.n)::int AS n
      FROM rollup_day r JOIN path ON path.id = r.path_id
      WHERE r.tool_id = ${toolId} AND r.day >= ${recentStart(Date.now())} AND path.caller_id <> 0
      GROUP BY path.caller_id HAVING sum(r.n) > 0
    ), grouped AS (
      SELECT sum(u.n)::int AS calls, min(p.person_id) AS person,
             (array_agg(p.id ORDER BY u.n DESC, p.id))[1] AS principal
      FROM used u JOIN principal p ON p.id = u.caller_id
      GROUP BY coalesce('person ' || p.person_id, 'principal ' || p.id)
      ORDER BY 1 DESC, 3 LIMIT ${SHOWN}
    )
    SELECT g.calls,
           CASE WHEN person.id IS NOT NULL
             THEN json_build_object('id', person.slug, 'name', person.name) END AS person,
           json_build_object('id', p.public_id, 'iss', p.iss, 'sub', p.sub, 'name', p.name)
             AS principal
    FROM grouped g JOIN principal p ON p.id = g.principal
    LEFT JOIN person ON person.id = g.person
    ORDER BY g.calls DESC, p.id`;
}
