// Older records that somebody brings in, to look at them, are not removed within the hour by the days
// that came with the product. A rule that an owner has set knows no such delay.
import type postgres from "postgres";
import { WEEK_MS, weekStart } from "../calls/partitions";

const DAYS_HERE = 30;
const DAY_MS = 24 * 3600 * 1000;

export type RecentImports = {
  /** The weeks (start, UTC ms) that hold something of it. */
  weeks: ReadonlySet<number>;
  /** When the last of it has been here for 30 days (UTC ms). */
  until: number;
};

/** What came in the 30 days before `now` (UTC ms) and was older than `days` already. */
export async function readRecentImports(
  sql: postgres.Sql | postgres.TransactionSql,
  days: number,
  now: number,
): Promise<RecentImports> {
  const rows = await sql<{ from: number; to: number; at: number }[]>`
    SELECT extract(epoch FROM min(from_time))::float8 * 1000 AS "from",
           extract(epoch FROM max(least(to_time, sealed_at - make_interval(days => ${days}))))::float8
             * 1000 AS "to",
           extract(epoch FROM max(sealed_at))::float8 * 1000 AS at
    FROM sealed
    WHERE sealed_at > ${new Date(now - DAYS_HERE * DAY_MS).toISOString()}::timestamptz
      AND from_time < sealed_at - make_interval(days => ${days})
    GROUP BY date_trunc('week', from_time, 'UTC')`;
  const weeks = new Set<number>();
  for (const { from, to } of rows) {
    for (let week = weekStart(from); week <= to; week += WEEK_MS) weeks.add(week);
  }
  return { weeks, until: Math.max(0, ...rows.map(({ at }) => at)) + DAYS_HERE * DAY_MS };
}
