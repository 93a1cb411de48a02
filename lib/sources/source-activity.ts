import { type Pool, rfc3339 } from "../../db/client";
import { findSource } from "./find-source";
import type { ActivityView } from "./view";

/**
 * What a source sent in each of the last `hours` hours (UTC), by the time of receipt, and how many
 * calls were made in each, by their own time. Throws `not_found`.
 */
export async function sourceActivity(
  pool: Pool,
  nameOrId: string,
  hours: number,
): Promise<ActivityView> {
  const { id } = await findSource(pool.db, nameOrId);
  const rows = await pool.sql<ActivityView["items"]>`
    WITH span AS (
      SELECT generate_series(date_trunc('hour', now(), 'UTC') - make_interval(hours => ${hours - 1}),
                             date_trunc('hour', now(), 'UTC'), interval '1 hour') AS hour
    ), made AS (
      SELECT r.hour, sum(r.n) AS n FROM rollup_hour r JOIN path p ON p.id = r.path_id
      WHERE p.source_id = ${id} AND r.hour >= (SELECT min(hour) FROM span) GROUP BY r.hour
    ), received AS (
      SELECT hour, sum(n) FILTER (WHERE status = 'stored') AS stored,
             sum(n) FILTER (WHERE status = 'duplicate') AS duplicate,
             sum(n) FILTER (WHERE status = 'conflict') AS conflict,
             sum(n) FILTER (WHERE status = 'ignored') AS ignored,
             sum(n) FILTER (WHERE status = 'quarantined') AS quarantined
      FROM ingest_hour WHERE source_id = ${id} AND hour >= (SELECT min(hour) FROM span)
      GROUP BY hour
    )
    SELECT span.hour, coalesce(made.n, 0)::float8 AS calls,
           coalesce(r.stored, 0)::float8 AS stored, coalesce(r.duplicate, 0)::float8 AS duplicate,
           coalesce(r.conflict, 0)::float8 AS conflict, coalesce(r.ignored, 0)::float8 AS ignored,
           coalesce(r.quarantined, 0)::float8 AS quarantined
    FROM span LEFT JOIN made USING (hour) LEFT JOIN received r USING (hour) ORDER BY span.hour`;
  return { items: rows.map((row) => ({ ...row, hour: rfc3339(row.hour) })) };
}
