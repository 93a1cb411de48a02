import { realpath } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureRunning, type Running } from "./embedded/ensure-running";
import type { Log } from "./embedded/log";
import { recordedPlace } from "./embedded/place";
import { findPostmaster, stopPostmaster } from "./embedded/postmaster";
import { isAlive } from "./embedded/process-facts";
import { countOthers, urlOf } from "./embedded/session";
import { withStartLock } from "./embedded/start-lock";
import { prepareDataDir } from "./embedded/state";

export { EmbeddedError } from "./embedded/error";

export type EmbeddedOptions = {
  dataDir: string;
  log: Log;
  /** Where another PostgreSQL's programs are, to serve an existing cluster of that version. */
  programs?: string | undefined;
};

export type Embedded = {
  /** Stays the same for as long as this process supervises. */
  url: string;
  /** Stops PostgreSQL unless other processes of ours use it. Close your own pools first. */
  stop(): Promise<void>;
  /** Calls back each time a dead server was replaced. */
  onRestart(listener: () => void): void;
};

/**
 * Starts the packaged PostgreSQL for this data folder, or adopts the one that runs, and keeps it
 * running until `stop()`. It outlives this process when that is killed; the next start adopts it.
 * Throws `EmbeddedError`, whose message is for the person who started us.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = await prepareDataDir(options.dataDir);
  return supervise(dataDir, options);
}

/** Whether a database was made for this data folder. Makes nothing. */
export async function hasEmbedded(dataDir: string): Promise<boolean> {
  const real = await realpath(dataDir).catch(() => null);
  return real !== null && (await recordedPlace(real)) !== null;
}

/** Address and process of the server that runs for this data folder, or null. Starts nothing. */
export async function findEmbedded(dataDir: string): Promise<{ url: string; pid: number } | null> {
  const real = await realpath(dataDir).catch(() => null);
  const state = real && (await recordedPlace(real));
  const postmaster = state && (await findPostmaster(state.home));
  return postmaster ? { url: urlOf(state, postmaster.port), pid: postmaster.pid } : null;
}

const checkEveryMs = 1_000;

async function supervise(dataDir: string, { log, programs }: EmbeddedOptions): Promise<Embedded> {
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let stopping: Promise<void> | null = null;
  let respawning: Promise<void> | null = null;
  let present: Promise<unknown> | null = null;
  let running: Running | null = null;

  const ensure = (keepPort: boolean) =>
    withStartLock(dataDir, () =>
      ensureRunning({ dataDir, log, keepPort, programs, onclose: check }),
    );

  const first = await ensure(false);
  running = first;
  const url = urlOf(first.state, first.postmaster.port);
  report(first);
  const timer = setInterval(check, checkEveryMs);
  timer.unref();

  return {
    url,
    stop: () => (stopping ??= stop()),
    onRestart: (listener) => void listeners.add(listener),
  };

  /** Runs each second and whenever our session closes. */
  function check(): void {
    if (!running || stopping || respawning) return;
    if (isAlive(running.postmaster.pid)) {
      // Reopens the session that marks the server as used, should it have been closed.
      present ??= running.session`select 1`.catch(() => undefined).finally(() => (present = null));
    } else {
      respawning = respawn(running).finally(() => (respawning = null));
    }
  }

  async function respawn(dead: Running): Promise<void> {
    log.warn({ pid: dead.postmaster.pid }, "PostgreSQL is gone, starting it again");
    for (let delayMs = 1_000; !closing.signal.aborted; delayMs = Math.min(delayMs * 2, 30_000)) {
      try {
        running = await ensure(true);
        await dead.session.end({ timeout: 0 });
        report(running);
        for (const listener of listeners) listener();
        return;
      } catch (error) {
        log.warn({ reason: messageOf(error), delayMs }, "PostgreSQL could not be started again");
        await pause(delayMs, closing.signal);
      }
    }
  }

  function report({ how, postmaster, state }: Running): void {
    const { pid, port } = postmaster;
    log.info({ pid, port, home: state.home }, `PostgreSQL ${how}`);
    if (urlOf(state, port) !== url) {
      log.warn({ port }, "PostgreSQL moved to another port; restart this process");
    }
  }

  async function stop(): Promise<void> {
    clearInterval(timer);
    closing.abort();
    await Promise.race([respawning, pause(3_000)]);
    const last = running ?? first;
    try {
      await withStartLock(dataDir, () => stopUnlessUsed(last, log), 3_000);
    } catch (error) {
      log.warn({ reason: messageOf(error) }, "PostgreSQL was left running");
    } finally {
      await last.session.end({ timeout: 0 });
    }
  }
}

async function stopUnlessUsed({ session, postmaster }: Running, log: Log): Promise<void> {
  if (!isAlive(postmaster.pid)) return;
  let others = await countOthers(session);
  // A pool that was just closed takes a moment to disappear from the server.
  for (let tries = 0; others > 0 && tries < 20; tries += 1) {
    await pause(50);
    others = await countOthers(session);
  }
  if (others > 0) {
    log.info({ others }, "PostgreSQL stays up for other processes");
    return;
  }
  await session.end({ timeout: 1 });
  await stopPostmaster(postmaster.pid);
  log.info({ pid: postmaster.pid }, "PostgreSQL stopped");
}

/** Resolves early when aborted, and does not keep the process alive. */
async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
