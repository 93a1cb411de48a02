import { randomUUID } from "node:crypto";
import { link, readFile, rename, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EmbeddedError } from "./error";
import { isAlive } from "./process-facts";

const heartbeatMs = 2_000;
const staleAfterMs = 30_000;
const heldHere = new Set<string>();

/**
 * Runs `work` while no other process starts, stops or respawns PostgreSQL for this data folder.
 * A lock left by a killed process is taken over. Throws `locked` after `patienceMs` of waiting.
 */
export async function withStartLock<T>(
  dataDir: string,
  work: () => Promise<T>,
  patienceMs = 180_000,
): Promise<T> {
  const lock = join(dataDir, "postgres.lock");
  const token = `${process.pid} ${randomUUID()}`;
  const deadline = Date.now() + patienceMs;
  while (!(await take(lock, token))) {
    if (Date.now() > deadline) {
      throw new EmbeddedError(
        "locked",
        `Another process is still starting PostgreSQL. If none is, remove ${lock}.`,
      );
    }
    if (!(await removeStale(lock))) await sleep(50);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined);
  }, heartbeatMs);
  heartbeat.unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    if ((await contentOf(lock)) === token) await unlink(lock).catch(() => undefined);
    heldHere.delete(token);
  }
}

async function take(lock: string, token: string): Promise<boolean> {
  const draft = `${lock}.${randomUUID()}`;
  await writeFile(draft, token, { mode: 0o600 });
  // Before it can be seen: a waiter of this process would hold it to be an earlier process's.
  heldHere.add(token);
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    heldHere.delete(token);
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}

/** Renaming first makes exactly one of several waiters the remover. */
async function removeStale(lock: string): Promise<boolean> {
  const found = await contentOf(lock);
  if (found === null) return true;
  if (!(await isStale(lock, found))) return false;
  const aside = `${lock}.${randomUUID()}`;
  const moved = await rename(lock, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return true;
  // Somebody took the lock between the look and the rename: give it back.
  if ((await contentOf(aside)) !== found) await link(aside, lock).catch(() => undefined);
  await unlink(aside).catch(() => undefined);
  return true;
}

async function isStale(lock: string, token: string): Promise<boolean> {
  const pid = Number.parseInt(token, 10);
  // A new process may have the pid of the killed one, as in a container.
  if (pid === process.pid) return !heldHere.has(token);
  if (!Number.isInteger(pid) || !isAlive(pid)) return true;
  const age = await stat(lock).then(
    (found) => Date.now() - found.mtimeMs,
    () => 0,
  );
  return age > staleAfterMs;
}

async function contentOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null);
}
