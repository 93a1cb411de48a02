import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/** `sql` for statements whose plan matters, `db` for ordinary queries; one pool behind both. */
export type Pool = { sql: postgres.Sql; db: PostgresJsDatabase; close: () => Promise<void> };

/** Drizzle's database or one of its transactions. */
export type Db = Pick<PostgresJsDatabase, "select" | "insert" | "update" | "delete" | "execute">;

/**
 * Opens a pool of at most `max` connections, made as they are needed. Timestamps come back as
 * PostgreSQL's text in UTC (drizzle switches the driver's parsers off).
 */
export function openPool(url: string, options: { name: string; max: number }): Pool {
  const sql = postgres(url, {
    max: options.max,
    idle_timeout: 60,
    connect_timeout: 5,
    // After an outage try again at most a second later; the default waits up to twenty.
    backoff: (retries: number) => Math.min(0.05 * 2 ** retries, 1),
    onnotice: () => {},
    connection: {
      application_name: `onbehalf/${options.name}`,
      TimeZone: "UTC",
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
  return { sql, db: drizzle({ client: sql }), close: () => sql.end({ timeout: 5 }) };
}

/** One connection without time limits, for work that reads or writes everything. */
export function openConnection(url: string, name: string): postgres.Sql {
  return postgres(url, {
    max: 1,
    max_lifetime: null,
    connect_timeout: 5,
    onnotice: () => {},
    connection: { application_name: `onbehalf/${name}`, TimeZone: "UTC", statement_timeout: 0 },
  });
}

/** PostgreSQL's text of an instant in UTC as RFC 3339, all microseconds kept. */
export function rfc3339(text: string): string {
  return text.replace(" ", "T").replace("+00", "Z");
}
