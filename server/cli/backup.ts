import { createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Writable } from "node:stream";
import { Command } from "commander";
import { isMigrated } from "../../db/migrate";
import { type Manifest, type Report, rowsOf } from "../../lib/backup/model";
import { noteBackup } from "../../lib/backup/note-backup";
import { writeBackup } from "../../lib/backup/write-backup";
import { type Env, hasNpmBanner, readEnv } from "../../lib/env";
import { DomainError } from "../../lib/errors";
import { version } from "../../package.json";
import { type OpenDatabase, operator, withDatabase } from "./open-database";

export function backupCommand(): Command {
  return new Command("backup")
    .description("Everything in the database into one file, also while the server runs")
    .argument("<file>", "a new file, or - for standard output")
    .option("--postgres <dir>", "programs of the PostgreSQL version that made the data folder")
    .action(async (file: string, { postgres }: { postgres?: string }) => {
      if (file === "-") refuseBanner();
      const env = readEnv();
      await withDatabase(env, (database) => backUp(env, database, file), postgres);
    });
}

/** It would be found out when the backup is needed. */
function refuseBanner(): void {
  if (!hasNpmBanner()) return;
  throw new DomainError(
    "invalid",
    "npm has printed lines of its own before the backup, and with them it could not be restored.\n" +
      "  Use: npm run --silent cli -- backup -",
  );
}

async function backUp(env: Env, database: OpenDatabase, file: string): Promise<void> {
  const started = performance.now();
  const { manifest, bytes } =
    file === "-"
      ? await writeTo(process.stdout, database)
      : await writeToFile(resolve(file), database);
  const rows = rowsOf(manifest);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stderr.write(
    `${rows} rows, ${megabytes(bytes)}, ${seconds} s.\n${whereSecret(env, manifest)}`,
  );
  // A cluster that waits for its upgrade has an older schema; there is nowhere to note it then.
  if (!(await isMigrated(database.sql))) return;
  const input = { to: file === "-" ? "-" : resolve(file), rows, bytes, madeAt: manifest.madeAt };
  await noteBackup({ pool: database.pool, actor: operator() }, input);
}

/** The name appears when the file is whole and on the disk. */
async function writeToFile(file: string, database: OpenDatabase) {
  if (existsSync(file)) {
    throw new DomainError("conflict", `${file} exists already. Choose another name.`);
  }
  const partial = `${file}.partial`;
  await rm(partial, { force: true });
  try {
    const out = createWriteStream(partial, { flags: "wx", mode: 0o600, flush: true });
    const written = await writeTo(out, database);
    await rename(partial, file);
    const folder = await open(dirname(file));
    await folder.sync().finally(() => folder.close());
    return written;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function writeTo(out: Writable, { sql }: OpenDatabase) {
  let bytes = 0;
  const report: Report = (progress) => {
    process.stderr.write(
      `${progress.relation}: ${progress.rows} rows, ${megabytes(progress.bytes)} so far\n`,
    );
  };
  const manifest = await writeBackup(sql, out, {
    product: version,
    report,
    written: (total) => (bytes = total),
  });
  return { manifest, bytes };
}

function whereSecret(env: Env, { secretFingerprint }: Manifest): string {
  const where =
    env.secret !== undefined || env.databaseUrl !== undefined
      ? "ONBEHALF_SECRET"
      : join(env.dataDir, "secret");
  return (
    `The secret is not in it, and without it the backup cannot be restored: keep ${where}\n` +
    `(fingerprint ${secretFingerprint}) in another place than the backup.\n`
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
