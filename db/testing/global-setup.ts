import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "../embedded";
import { isAlive } from "../embedded/process-facts";
import { migrate } from "../migrate";
import { clusterPlace } from "./cluster-place";

declare module "vitest" {
  interface ProvidedContext {
    /** A server on which tests may create databases, and the migrated database to copy. */
    testDatabase: { url: string; template: string };
    /** How many requests the hostile run sends: `ONBEHALF_TEST_REQUESTS`, 1,500 without it. */
    hostileRequests: number;
  }
}

/**
 * One PostgreSQL for the run: `ONBEHALF_TEST_DATABASE_URL`, else an embedded one (`cluster-place.ts`).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["ONBEHALF_TEST_DATABASE_URL"];
  const place = given ? null : clusterPlace();
  const embedded = place && (await startEmbedded({ dataDir: place.dataDir, log: quiet }));
  const url = given ?? embedded?.url ?? "";
  const admin = postgres(url, { max: 1, onnotice: () => undefined });
  await dropLeftovers(admin);

  const template = `onbehalf_test_${process.pid}_template`;
  await admin.unsafe(`create database ${template}`);
  const templateUrl = new URL(url);
  templateUrl.pathname = `/${template}`;
  await migrate(templateUrl.href);
  project.provide("testDatabase", { url, template });
  project.provide("hostileRequests", Number(process.env["ONBEHALF_TEST_REQUESTS"] ?? 1_500));

  return async () => {
    await dropDatabases(admin, process.pid);
    await admin.end();
    await embedded?.stop();
    await place?.leave();
  };
}

const quiet = {
  info: () => undefined,
  warn: (fields: object, message: string) => console.warn(message, fields),
};

/** A killed run leaves its databases behind; their names carry its process id. */
async function dropLeftovers(admin: postgres.Sql): Promise<void> {
  for (const name of await testDatabases(admin)) {
    const pid = Number(name.split("_")[2]);
    if (pid === process.pid || !isAlive(pid)) await drop(admin, name);
  }
}

async function dropDatabases(admin: postgres.Sql, pid: number): Promise<void> {
  for (const name of await testDatabases(admin)) {
    if (name.startsWith(`onbehalf_test_${pid}_`)) await drop(admin, name);
  }
}

async function testDatabases(admin: postgres.Sql): Promise<string[]> {
  const rows = await admin<{ datname: string }[]>`
    select datname from pg_database where datname like 'onbehalf\\_test\\_%'`;
  return rows.map((row) => row.datname);
}

async function drop(admin: postgres.Sql, name: string): Promise<void> {
  await admin.unsafe(`drop database if exists "${name}" with (force)`);
}
