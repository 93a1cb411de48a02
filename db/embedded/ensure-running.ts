import { setTimeout as sleep } from "node:timers/promises";
import { binariesOf, findBinaries, type Binaries } from "./binaries";
import { clusterDirOf, ensureCluster } from "./cluster";
import { EmbeddedError } from "./error";
import type { Log } from "./log";
import { findOrChoosePlace, freePort, isFree, recordedPlace } from "./place";
import { findPostmaster, lastWords, launchPostmaster, type Postmaster } from "./postmaster";
import { chooseServerUser, type ServerUser } from "./server-user";
import { openSession, type Session } from "./session";
import { writeState, type EmbeddedState } from "./state";

export type Running = {
  state: EmbeddedState;
  postmaster: Postmaster;
  session: Session;
  how: "adopted" | "started";
};

type Options = {
  dataDir: string;
  log: Log;
  onclose: () => void;
  /** A respawn keeps the port, because open pools know no other. */
  keepPort: boolean;
  /** Where another PostgreSQL's programs are, to serve an existing cluster of that version. */
  programs: string | undefined;
};

/**
 * Adopts the running server of this data folder, or makes what is missing and starts one. The
 * caller holds the start lock.
 */
export async function ensureRunning(options: Options): Promise<Running> {
  const { dataDir, log } = options;
  const known = await recordedPlace(dataDir);
  const user = await chooseServerUser(known && clusterDirOf(known.home));
  const { programs } = options;
  if (programs !== undefined && !known?.created) {
    throw new EmbeddedError("cluster_missing", `There is no database in ${dataDir}.`);
  }
  const binaries = programs ? await binariesOf(programs, user) : await findBinaries(user);
  let state = await findOrChoosePlace(dataDir, user);
  if (await ensureCluster(state, binaries, user)) {
    log.info({ home: state.home }, "Created the embedded PostgreSQL database");
  }
  if (!state.created) {
    state = { ...state, created: true };
    await writeState(dataDir, state);
  }
  return bringUp(state, binaries, user, options);
}

/** How long a killed server's processes may hold its memory before we call it a failure. */
const patienceMs = 60_000;

async function bringUp(
  initial: EmbeddedState,
  binaries: Binaries,
  user: ServerUser | null,
  { dataDir, log, onclose, keepPort }: Options,
): Promise<Running> {
  let state = initial;
  const deadline = Date.now() + patienceMs;
  for (let delayMs = 100; ; delayMs = Math.min(delayMs * 2, 2_000)) {
    const adopted = await findPostmaster(state.home);
    if (!adopted && !(await isFree(state.port))) state = await movePort(state);
    const postmaster = adopted ?? (await launchPostmaster(state.home, state.port, binaries, user));
    const session = await openSession(state, postmaster, log, onclose);
    if (session) return { state, postmaster, session, how: adopted ? "adopted" : "started" };

    const words = await lastWords(state.home, postmaster.pid);
    const passing = adopted || /shared memory block|lock file|could not bind/i.test(words);
    if (!passing || Date.now() > deadline) {
      throw new EmbeddedError("start_failed", `PostgreSQL did not start:\n${words}`);
    }
    log.warn({ reason: words.split("\n").at(-1) }, "PostgreSQL did not start yet, trying again");
    await sleep(delayMs);
  }

  async function movePort(current: EmbeddedState): Promise<EmbeddedState> {
    if (keepPort) {
      throw new EmbeddedError("port_taken", `Another program took port ${current.port}.`);
    }
    const moved = { ...current, port: await freePort() };
    log.warn({ from: current.port, to: moved.port }, "Another program took PostgreSQL's port");
    await writeState(dataDir, moved);
    return moved;
  }
}
