import { userInfo } from "node:os";
import type postgres from "postgres";
import { openConnection, openPool, type Pool } from "../../db/client";
import { startEmbedded } from "../../db/embedded";
import type { Env } from "../../lib/env";
import { DomainError } from "../../lib/errors";
import { requireDatabase } from "../require-database";

export type OpenDatabase = { url: string; sql: postgres.Sql; pool: Pool };

export const operator = () => ({ kind: "operator", osUser: userInfo().username }) as const;

/** Problems of PostgreSQL reach the person through what is thrown. */
export const quiet = { info: () => undefined, warn: () => undefined };

/**
 * Runs something on the deployment's database as it is: without bringing its schema up to date and
 * without its secret. `programs`: where another PostgreSQL's are, for a cluster of that version.
 */
export async function withDatabase<T>(
  env: Env,
  run: (database: OpenDatabase) => Promise<T>,
  programs?: string,
): Promise<T> {
  if (env.databaseUrl !== undefined) {
    if (programs !== undefined) {
      throw new DomainError(
        "invalid",
        "--postgres is for the embedded database; DATABASE_URL is set.",
      );
    }
    return onDatabase(env.databaseUrl, run);
  }
  await requireDatabase(env.dataDir);
  const embedded = await startEmbedded({ dataDir: env.dataDir, log: quiet, programs });
  try {
    return await onDatabase(embedded.url, run);
  } finally {
    await embedded.stop();
  }
}

/** Opens a connection without time limits and a small pool, and closes them afterwards. */
export async function onDatabase<T>(
  url: string,
  run: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const sql = openConnection(url, "cli");
  const pool = openPool(url, { name: "cli", max: 2 });
  try {
    return await run({ url, sql, pool });
  } finally {
    await Promise.all([sql.end({ timeout: 5 }), pool.close()]);
  }
}
