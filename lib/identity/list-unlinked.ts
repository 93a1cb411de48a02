import type { z } from "zod";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { unlinkedPage } from "./directory-views";
import { principalItem } from "./list-principals";
import { recentPaths } from "./recent-calls";

const MOST = 100;

/**
 * Principals of the last 30 days that are neither a person's nor a service, busiest first, at most 100:
 * what an admin would link or declare next. Nobody is suggested; a link is never guessed.
 */
export async function listUnlinked(
  pool: Pool,
  viewer: Viewer,
): Promise<z.infer<typeof unlinkedPage>> {
  needs(viewer, "directory:read");
  const { sql } = pool;
  const rows = await sql<{ item: unknown; total: number }[]>`
    WITH recent AS (
      SELECT side.id, sum(side.as_caller)::int AS as_caller, sum(side.as_ran_as)::int AS as_ran_as
      FROM (${recentPaths(sql)}) r JOIN path ON path.id = r.path_id
      CROSS JOIN LATERAL (VALUES (path.caller_id, r.n, 0), (path.ran_as_id, 0, r.n))
        AS side(id, as_caller, as_ran_as)
      GROUP BY side.id
    )
    SELECT ${principalItem(sql)} AS item, count(*) OVER ()::int AS total
    FROM recent JOIN principal p ON p.id = recent.id LEFT JOIN person ON false
    WHERE p.person_id IS NULL AND NOT p.is_service AND p.sub IS NOT NULL
    ORDER BY recent.as_caller + recent.as_ran_as DESC, p.id LIMIT ${MOST}`;
  return unlinkedPage.parse({
    items: rows.map(({ item }) => item),
    total: rows[0]?.total ?? 0,
  });
}
