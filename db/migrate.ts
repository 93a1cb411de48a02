import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
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
