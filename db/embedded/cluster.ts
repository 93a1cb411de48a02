import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Binaries } from "./binaries";
import { EmbeddedError } from "./error";
import { runAs, type ServerUser } from "./server-user";
import type { EmbeddedState } from "./state";

const run = promisify(execFile);

/** The folder PostgreSQL calls its data directory. */
export function clusterDirOf(home: string): string {
  return join(home, "data");
}

/**
 * Makes the cluster unless it is there: first beside its place, then moved there in one step, so
 * that an interrupted start leaves nothing half made. Answers whether it was made now.
 */
export async function ensureCluster(
  state: EmbeddedState,
  binaries: Binaries,
  user: ServerUser | null,
): Promise<boolean> {
  const target = clusterDirOf(state.home);
  if (await stat(target).catch(() => null)) {
    await checkVersion(target, binaries);
    return false;
  }
  if (state.created) {
    throw new EmbeddedError(
      "cluster_missing",
      `The database folder ${target} is gone. Put it back or restore a backup; to start empty, remove postgres.json from ${state.dataDir}.`,
    );
  }
  await removeLeftovers(state.home);
  const draft = join(state.home, `new-${randomUUID()}`);
  const passwordFile = `${draft}.password`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, state.ownerPassword, { mode: 0o600, flag: "wx" });
  if (user) {
    await chown(draft, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  try {
    await run(binaries.initdb, initdbArguments(draft, passwordFile), {
      cwd: state.home,
      ...runAs(user),
    });
    await rename(draft, target);
    return true;
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new EmbeddedError(
      "initdb_failed",
      `PostgreSQL's initdb failed in ${state.home}:\n${tail(cause)}`,
      { cause },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initdbArguments(draft: string, passwordFile: string): string[] {
  return [
    `--pgdata=${draft}`,
    `--pwfile=${passwordFile}`,
    "--username=postgres",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=scram-sha-256",
    "--data-checksums",
    "--no-instructions",
  ];
}

async function checkVersion(clusterDir: string, binaries: Binaries): Promise<void> {
  const text = await readFile(join(clusterDir, "PG_VERSION"), "utf8");
  const found = Number.parseInt(text, 10);
  if (found === binaries.major) return;
  throw new EmbeddedError(
    "wrong_version",
    `The database in ${clusterDir} was made by PostgreSQL ${found}, this release brings ${binaries.major}. It is moved by a backup:\n` +
      "    npm run cli -- backup FILE              with the release that made it, or here with\n" +
      `    npm run cli -- backup FILE --postgres DIR   where DIR has the programs of PostgreSQL ${found}\n` +
      "    npm run cli -- restore FILE --replace   here; the database of now is kept aside",
  );
}

async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (name.startsWith("new-")) await rm(join(home, name), { recursive: true, force: true });
  }
}

function tail(error: unknown): string {
  const printed = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const text = printed.trim() || (error instanceof Error ? error.message : String(error));
  return text.split("\n").slice(-8).join("\n");
}
