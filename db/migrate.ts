import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const MIGRATION_LOCK = 0x0b_e4a1f;

/** Brings the schema up to date. Any number of processes may call it at once: one does the work. */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "onbehalf/migrate" },
  });
  try {
    await sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle({ client: sql }), { migrationsFolder: migrationsFolder() });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** True when every migration of this release has been applied. */
export async function isMigrated(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql<{ present: boolean }[]>`
    SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS present`;
  if (!row?.present) return false;
  const journal = await import("./migrations/meta/_journal.json", { with: { type: "json" } });
  const newest = journal.default.entries.at(-1)?.when ?? 0;
  const [applied] = await sql<{ newest: string | null }[]>`
    SELECT max(created_at)::text AS newest FROM drizzle.__drizzle_migrations`;
  return Number(applied?.newest ?? -1) >= newest;
}

export type AppliedMigration = { when: number; hash: string };

/** What was applied to this database, oldest first; nothing before the first start. */
export async function appliedMigrations(
  sql: postgres.Sql | postgres.TransactionSql,
): Promise<AppliedMigration[]> {
  const [row] = await sql<{ present: boolean }[]>`
    SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS present`;
  if (!row?.present) return [];
  const rows = await sql<{ when: string; hash: string }[]>`
    SELECT created_at::text AS when, hash FROM drizzle.__drizzle_migrations ORDER BY created_at`;
  return rows.map(({ when, hash }) => ({ when: Number(when), hash }));
}

/** The migrations of this release by their `when`. */
export function knownMigrations(): number[] {
  return readMigrationFiles({ migrationsFolder: migrationsFolder() }).map(
    ({ folderMillis }) => folderMillis,
  );
}

/**
 * Makes the schema of an earlier state in an empty database and notes nothing: until
 * `noteMigrations`, no start takes what was made for a finished database.
 */
export async function makeSchema(
  sql: postgres.Sql,
  applied: readonly AppliedMigration[],
): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: migrationsFolder() });
  const wanted = new Set(applied.map(({ when }) => when));
  await sql.begin(async (tx) => {
    for (const migration of migrations.filter(({ folderMillis }) => wanted.has(folderMillis))) {
      for (const statement of migration.sql) await tx.unsafe(statement);
    }
  });
}

export async function noteMigrations(
  sql: postgres.Sql,
  applied: readonly AppliedMigration[],
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`CREATE SCHEMA IF NOT EXISTS drizzle`;
    await tx`CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations
      (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)`;
    for (const { hash, when } of applied) {
      await tx`INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES (${hash}, ${when})`;
    }
  });
}

/** Beside this file in the sources, one folder up from the bundle in dist/. */
function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "db", "migrations"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error("db/migrations was not found");
    folder = parent;
  }
  return join(folder, "db", "migrations");
}
