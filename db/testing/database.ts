import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";

export type TestDatabase = {
  url: string;
  /** Drops the database; connections that are still open to it are cut. */
  drop(): Promise<void>;
};

/**
 * A database of its own for a test file, migrated and empty: call it in `beforeAll` and `drop()`
 * it in `afterAll`. Takes some 100 ms, because it copies a template.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { url, template } = inject("testDatabase");
  const name = template.replace(/template$/, randomBytes(6).toString("hex"));
  await asAdmin(url, `create database ${name} template ${template} strategy file_copy`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return {
    url: own.href,
    drop: () => dropPatiently(url, name),
  };
}

const DROP_TRIES = 50;

/** An autovacuum that is just at work there may not be cut by us: it is waited for. */
async function dropPatiently(url: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await asAdmin(url, `drop database if exists ${name} with (force)`);
    } catch (error) {
      const isVacuum = error instanceof postgres.PostgresError && error.code === "42501";
      if (!isVacuum || attempt === DROP_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await admin.unsafe(statement);
  } finally {
    await admin.end();
  }
}
