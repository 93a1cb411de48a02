import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { clearDatabase, isEmpty } from "../../db/clear";
import { recordedPlace } from "../../db/embedded/place";
import { replaceEmbedded } from "../../db/embedded/replace";
import { checkMigrations, loadBackup } from "../../lib/backup/load-backup";
import { type Manifest, type Report, rowsOf } from "../../lib/backup/model";
import { checkBackup } from "../../lib/backup/read-backup";
import { settleRestored } from "../../lib/backup/settle-restored";
import { type Check, verifyRecords } from "../../lib/backup/verify-records";
import { type Env, readEnv } from "../../lib/env";
import { DomainError } from "../../lib/errors";
import { deriveKeys } from "../../lib/secrets/keys";
import { previousSecretFile } from "../../lib/secrets/next-secret";
import { findSecret, secretFile } from "../../lib/secrets/secret-file";
import { onDatabase, operator, quiet } from "./open-database";

type Options = { replace?: boolean; quick?: boolean };

export function restoreCommand(): Command {
  return new Command("restore")
    .description("A backup into an empty data folder, or into the empty database of DATABASE_URL")
    .argument("<file>")
    .option("--replace", "in the place of the data folder's database, which is kept aside")
    .option("--quick", "afterwards recompute a sample of the hashes, not all of them")
    .action(async (file: string, options: Options) => {
      const env = readEnv();
      say(`Checking ${file} …`);
      const manifest = await checkBackup(file);
      checkMigrations(manifest);
      checkFingerprint(env, manifest);
      say(
        `Whole: ${rowsOf(manifest)} rows of ${manifest.madeAt}, PostgreSQL ${manifest.postgres}.`,
      );
      const job = { file, manifest, quick: options.quick === true };
      const checks =
        env.databaseUrl === undefined
          ? await intoDataFolder(env, job, options.replace === true)
          : await intoDatabase(env.databaseUrl, job);
      tell(checks);
    });
}

type Job = { file: string; manifest: Manifest; quick: boolean };

async function intoDataFolder(env: Env, job: Job, replace: boolean): Promise<Check[]> {
  if (!replace && (await recordedPlace(env.dataDir)) !== null) {
    throw new DomainError(
      "conflict",
      `${env.dataDir} has a database already. Restore into another ONBEHALF_DATA, or in its place by --replace.`,
    );
  }
  const { result, previous } = await replaceEmbedded({ dataDir: env.dataDir, log: quiet }, (url) =>
    restoreInto(url, job),
  );
  if (previous) {
    say(
      `The database before is kept in ${previous.home}.\n` +
        `  To go back to it, with the server stopped: mv ${previous.stateFile} ${join(env.dataDir, "postgres.json")}\n` +
        `  To be rid of it: rm -r ${join(previous.home, "data")} ${previous.stateFile}`,
    );
  }
  return result;
}

/** What fails part-way leaves the database as empty as it was. */
async function intoDatabase(url: string, job: Job): Promise<Check[]> {
  await onDatabase(url, async ({ sql }) => {
    if (await isEmpty(sql)) return;
    throw new DomainError("conflict", "The database of DATABASE_URL is not empty. Make a new one.");
  });
  try {
    return await restoreInto(url, job);
  } catch (error) {
    await onDatabase(url, ({ sql }) => clearDatabase(sql));
    throw error;
  }
}

function restoreInto(url: string, { file, manifest, quick }: Job): Promise<Check[]> {
  const report: Report = ({ relation, rows }) => say(`${relation}: ${rows} rows so far`);
  return onDatabase(url, async ({ sql, pool }) => {
    await loadBackup({ sql, url }, file, manifest, report);
    const input = { madeAt: manifest.madeAt, rows: rowsOf(manifest) };
    await settleRestored({ pool, actor: operator() }, input);
    say("Verifying …");
    const rows = { what: "rows of every table", ok: true, found: `${input.rows} as in the backup` };
    return [rows, ...(await verifyRecords(sql, { quick }))];
  });
}

function checkFingerprint(env: Env, { secretFingerprint }: Manifest): void {
  const secret = findSecret(env);
  const own = secret && deriveKeys(secret).fingerprint;
  if (own === secretFingerprint) return;
  const previous = previousSecretFile(env, secretFingerprint);
  const kept = existsSync(previous)
    ? `\n  It is kept here: ONBEHALF_SECRET=$(cat ${previous})`
    : "";
  throw new DomainError(
    "invalid",
    `This backup needs the secret with the fingerprint ${secretFingerprint}; ${own === undefined ? "there is none here" : `the one here has ${own}`}.\n` +
      (env.databaseUrl === undefined && env.secret === undefined
        ? `  Put it into ${secretFile(env)} (and keep another one that lies there), or set ONBEHALF_SECRET.`
        : "  Set ONBEHALF_SECRET to it.") +
      kept,
  );
}

function tell(checks: readonly Check[]): void {
  for (const { what, ok, found } of checks) {
    process.stdout.write(`${ok ? "ok  " : "FAIL"}  ${what}: ${found}\n`);
  }
  if (checks.every(({ ok }) => ok)) {
    process.stdout.write("Restored. Everybody has to sign in again.\n");
    return;
  }
  process.exitCode = 1;
  process.stdout.write(
    "Restored as it was in the backup, but the records do not agree with each other.\n",
  );
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
