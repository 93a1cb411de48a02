import type postgres from "postgres";
import { checkServer } from "../../db/check-server";
import { isMigrated } from "../../db/migrate";
import type { Env } from "../env";
import { fail, type Finding, ok, warn } from "./model";

const CLOCK_WARN_MS = 2_000;
const CLOCK_FAIL_MS = 60_000;
const DAYS_LEFT_WARN = 30;
const DAYS_LEFT_FAIL = 3;
/** What one process may open: its pools, its mark and the supervisor's session, and each thread's. */
const CONNECTIONS = { pools: 8 + 8 + 4, marks: 2, thread: 4 };

export async function checkSettings(sql: postgres.Sql): Promise<Finding> {
  const check = "database settings";
  const [row] = await sql<
    { version: string }[]
  >`SELECT current_setting('server_version') AS version`;
  try {
    await checkServer(sql);
    return ok(check, `PostgreSQL ${row?.version}; fsync, synchronous_commit, full_page_writes on`);
  } catch (error) {
    return fail(
      check,
      error instanceof Error ? error.message : String(error),
      "Change the setting.",
    );
  }
}

export async function checkMigrated(sql: postgres.Sql): Promise<Finding> {
  if (await isMigrated(sql)) return ok("schema", "up to date");
  return fail("schema", "migrations are missing", "npm run cli -- migrate, or start the server.");
}

export async function checkConnections(sql: postgres.Sql, env: Env): Promise<Finding> {
  const [row] = await sql<{ most: number; processes: number; open: number }[]>`
    SELECT current_setting('max_connections')::int
             - current_setting('superuser_reserved_connections')::int AS most,
           (SELECT count(*)::int FROM pg_stat_activity
            WHERE application_name = 'onbehalf/presence' AND datname = current_database()) AS processes,
           (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS open`;
  const { most, processes, open } = row ?? { most: 0, processes: 0, open: 0 };
  const each = CONNECTIONS.pools + CONNECTIONS.marks + CONNECTIONS.thread * env.ingestThreads;
  const wanted = each * Math.max(1, processes);
  const those = processes === 1 ? "the process" : `the ${processes} processes`;
  const found = `${open} open of ${most}; ${those} of now may open up to ${wanted}`;
  if (wanted <= most) return ok("connections", found);
  return warn("connections", found, `Raise max_connections above ${wanted}.`);
}

export async function checkClock(sql: postgres.Sql): Promise<Finding> {
  const before = Date.now();
  const [row] = await sql<{ ms: number }[]>`
    SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS ms`;
  const apart = Math.abs((row?.ms ?? 0) - (before + Date.now()) / 2);
  const found = `${(apart / 1000).toFixed(1)} s apart from the database's`;
  const todo = "Let both machines follow a time server.";
  if (apart > CLOCK_FAIL_MS) return fail("clock", found, todo);
  return apart > CLOCK_WARN_MS ? warn("clock", found, todo) : ok("clock", found);
}

/** Room for what the last week's traffic brings, at the average size of a call until now. */
export async function checkDisk(sql: postgres.Sql, free: number | null): Promise<Finding> {
  const check = "disk";
  const [row] = await sql<{ size: number; calls: number; week: number }[]>`
    SELECT pg_database_size(current_database())::float8 AS size,
           (SELECT coalesce(sum(n), 0)::float8 FROM rollup_day) AS calls,
           (SELECT coalesce(sum(n), 0)::float8 FROM rollup_day
            WHERE day >= now() - interval '7 days') AS week`;
  const { size, calls, week } = row ?? { size: 0, calls: 0, week: 0 };
  const perDay = calls > 0 ? (size / calls) * (week / 7) : 0;
  const grows = `the database has ${gigabytes(size)} and grows by about ${gigabytes(perDay)} a day`;
  if (free === null) return ok(check, `${grows}; the room on its machine is not seen from here`);
  const days = perDay > 0 ? free / perDay : Number.POSITIVE_INFINITY;
  const lasts = days > 3_650 ? "for more than ten years" : `for about ${Math.floor(days)} days`;
  const found = `${gigabytes(free)} free, ${lasts}; ${grows}`;
  const todo = "Give it more room, or keep records for a shorter time.";
  if (days < DAYS_LEFT_FAIL) return fail(check, found, todo);
  return days < DAYS_LEFT_WARN ? warn(check, found, todo) : ok(check, found);
}

function gigabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}
