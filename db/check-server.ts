import type postgres from "postgres";

const OLDEST = 150_000;

/**
 * Throws a readable sentence when a database cannot keep the promise that an acknowledged event is
 * never lost, or is older than PostgreSQL 15.
 */
export async function checkServer(sql: postgres.Sql): Promise<void> {
  const rows = await sql<{ name: string; setting: string }[]>`
    SELECT name, setting FROM pg_settings
    WHERE name IN ('server_version', 'server_version_num', 'fsync', 'synchronous_commit',
                   'full_page_writes')`;
  const settings = new Map(rows.map(({ name, setting }) => [name, setting]));
  if (Number(settings.get("server_version_num")) < OLDEST) {
    throw new Error(
      `This database is PostgreSQL ${settings.get("server_version")}; 15 or newer is needed.`,
    );
  }
  for (const name of ["fsync", "synchronous_commit", "full_page_writes"]) {
    if (settings.get(name) === "off") {
      throw new Error(
        `This database runs with ${name} = off, so a crash could lose events that were acknowledged. Turn it on and start again.`,
      );
    }
  }
}
