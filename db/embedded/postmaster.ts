import { spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile, readdir, realpath, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries";
import { clusterDirOf } from "./cluster";
import { writeConfiguration } from "./configuration";
import { isAlive, isServerOf } from "./process-facts";
import { runAs, type ServerUser } from "./server-user";

/** A running PostgreSQL server process. */
export type Postmaster = { pid: number; port: number };

/** The server of this cluster if one runs, found by its pid file; null otherwise. */
export async function findPostmaster(home: string): Promise<Postmaster | null> {
  const clusterDir = await realpath(clusterDirOf(home)).catch(() => null);
  if (!clusterDir) return null;
  const { pid, port } = await readPidFile(clusterDir);
  if (!pid || !port) return null;
  return (await isServerOf(pid, clusterDir)) ? { pid, port } : null;
}

/**
 * Starts the server detached, so that it survives this process, and returns at once: whether it
 * will serve is for the caller to ask. The caller has made sure that none runs.
 */
export async function launchPostmaster(
  home: string,
  port: number,
  binaries: Binaries,
  user: ServerUser | null,
): Promise<Postmaster> {
  const clusterDir = await realpath(clusterDirOf(home));
  await removeMisleadingPidFile(clusterDir);
  const configuration = await writeConfiguration(home, port);
  const output = await open(startLogOf(home), "w", 0o600);
  try {
    const child = spawn(
      binaries.postgres,
      ["-D", clusterDir, "-c", `config_file=${configuration}`],
      {
        cwd: home,
        detached: true,
        stdio: ["ignore", output.fd, output.fd],
        ...runAs(user),
      },
    );
    await once(child, "spawn");
    child.on("error", () => undefined);
    child.unref();
    if (child.pid === undefined) throw new Error("PostgreSQL was not started");
    return { pid: child.pid, port };
  } finally {
    await output.close();
  }
}

/** Stops the server: fast mode (open transactions roll back), after `patienceMs` at once. */
export async function stopPostmaster(pid: number, patienceMs = 8_000): Promise<void> {
  if (await signalAndWait(pid, "SIGINT", patienceMs)) return;
  // Immediate mode loses nothing that was committed: the next start replays the WAL.
  if (await signalAndWait(pid, "SIGQUIT", 5_000)) return;
  await signalAndWait(pid, "SIGKILL", 2_000);
}

/** What a server that did not come up said, without the lines of earlier starts. */
export async function lastWords(home: string, pid: number): Promise<string> {
  const started = await readFile(startLogOf(home), "utf8").catch(() => "");
  const folder = join(clusterDirOf(home), "log");
  const files = await Promise.all(
    (await readdir(folder).catch(() => [])).map(async (name) => {
      const path = join(folder, name);
      return { path, changed: (await stat(path)).mtimeMs };
    }),
  );
  const newest = files.toSorted((a, b) => b.changed - a.changed)[0];
  const logged = newest ? await readFile(newest.path, "utf8").catch(() => "") : "";
  const own = logged.split("\n").filter((line) => line.includes(` [${pid}] `));
  return [...started.trim().split("\n"), ...own].slice(-12).join("\n");
}

async function readPidFile(clusterDir: string): Promise<Partial<Postmaster>> {
  const text = await readFile(pidFileOf(clusterDir), "utf8").catch(() => "");
  const [pid, , , port] = text.split("\n").map((line) => Number.parseInt(line, 10) || undefined);
  return { ...(pid && { pid }), ...(port && { port }) };
}

/**
 * PostgreSQL clears a dead server's pid file itself. It refuses to start when the file is empty, or
 * when the id now belongs to some other program of the same user.
 */
async function removeMisleadingPidFile(clusterDir: string): Promise<void> {
  const { pid } = await readPidFile(clusterDir);
  if (pid && !isAlive(pid)) return;
  await unlink(pidFileOf(clusterDir)).catch(() => undefined);
}

async function signalAndWait(pid: number, signal: NodeJS.Signals, patienceMs: number) {
  try {
    process.kill(pid, signal);
  } catch {
    return !isAlive(pid);
  }
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true;
    await sleep(25);
  }
  return false;
}

function pidFileOf(clusterDir: string): string {
  return join(clusterDir, "postmaster.pid");
}

function startLogOf(home: string): string {
  return join(home, "start.log");
}
