import { Command } from "commander";
import { checkConfiguration } from "../../lib/doctor/check-configuration";
import {
  checkClock,
  checkConnections,
  checkDisk,
  checkMigrated,
  checkSettings,
} from "../../lib/doctor/check-database";
import { checkFiles, freeBytes } from "../../lib/doctor/check-files";
import { checkRecords } from "../../lib/doctor/check-records";
import { checkSecret } from "../../lib/doctor/check-secret";
import { checkUse } from "../../lib/doctor/check-use";
import { checkWork } from "../../lib/doctor/check-work";
import { fail, type Finding } from "../../lib/doctor/model";
import { type Env, readEnv } from "../../lib/env";
import { type OpenDatabase, withDatabase } from "./open-database";

type Look = () => Finding | Finding[] | Promise<Finding | Finding[]>;

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Looks at everything, changes nothing; exit code 1 when something must be done")
    .option("--json", "the findings as JSON")
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(readEnv());
      const healthy = findings.every(({ status }) => status !== "fail");
      process.stdout.write(
        json === true ? `${JSON.stringify({ healthy, findings }, null, 2)}\n` : asLines(findings),
      );
      if (!healthy) process.exitCode = 1;
    });
}

async function examine(env: Env): Promise<Finding[]> {
  const before = [
    ...(await look("configuration", () => checkConfiguration(env))),
    ...(await look("files", () => checkFiles(env))),
  ];
  const inside = await withDatabase(env, (database) => examineDatabase(env, database)).catch(
    (error: unknown) => [
      fail("database", reasonOf(error), "Bring it back; what lies in it was not looked at."),
    ],
  );
  return [...before, ...inside];
}

async function examineDatabase(env: Env, { sql, pool }: OpenDatabase): Promise<Finding[]> {
  await sql`SET default_transaction_read_only = on`;
  const looks: [string, Look][] = [
    ["database settings", () => checkSettings(sql)],
    ["schema", () => checkMigrated(sql)],
    ["connections", () => checkConnections(sql, env)],
    ["clock", () => checkClock(sql)],
    ["secret", () => checkSecret(pool, env)],
    ["disk", async () => checkDisk(sql, await freeBytes(env))],
    ["work", () => checkWork(sql)],
    ["use", () => checkUse(sql, env)],
    ["records", () => checkRecords(sql)],
  ];
  const findings: Finding[] = [];
  for (const [check, one] of looks) findings.push(...(await look(check, one)));
  return findings;
}

/** One look that cannot be had does not keep the others away. */
async function look(check: string, one: Look): Promise<Finding[]> {
  try {
    const found = await one();
    return Array.isArray(found) ? found : [found];
  } catch (error) {
    return [fail(check, `it could not be looked at: ${reasonOf(error)}`, "Mend that first.")];
  }
}

function asLines(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.map(({ check, status, found, todo }) => {
    const help = todo === undefined ? "" : `\n${" ".repeat(width + 8)}→ ${todo}`;
    return `${status.padEnd(4)}  ${check.padEnd(width)}  ${found}${help}`;
  });
  return `${lines.join("\n")}\n`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
