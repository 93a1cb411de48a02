import type { z } from "zod";
import type { Pool } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { unlinkedPage } from "./directory-views";
import { principalItem } from "./list-principals";
import { recentByPrincipal } from "./recent-calls";

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
    WITH nobodys AS MATERIALIZED (
      SELECT id FROM principal WHERE person_id IS NULL AND NOT is_service AND sub IS NOT NULL
    ), recent AS (${recentByPrincipal(sql, sql`SELECT id FROM nobodys`)})
    SELECT ${principalItem(sql)} AS item, count(*) OVER ()::int AS total
    FROM recent JOIN principal p ON p.id = recent.id LEFT JOIN person ON false
    ORDER BY recent.as_caller + recent.as_ran_as DESC, p.id LIMIT ${MOST}`;
  return unlinkedPage.parse({
    items: rows.map(({ item }) => item),
    total: rows[0]?.total ?? 0,
  });
}
