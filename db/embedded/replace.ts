// Another database in the place of a data folder's: built beside it, put in place in one step.
import { randomUUID } from "node:crypto";
import { chmod, copyFile, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { startEmbedded } from "../embedded";
import { EmbeddedError } from "./error";
import type { Log } from "./log";
import { recordedPlace } from "./place";
import { findPostmaster, stopPostmaster } from "./postmaster";
import { withStartLock } from "./start-lock";
import { isRoot, prepareDataDir, readState, writeState } from "./state";

const DRAFT = "restoring-";
const OURS = /^(?:secret|postgres\.|database-|restoring-)/;

/** Where the database before lies, and the file that leads back to it. */
export type Previous = { home: string; stateFile: string };

/**
 * Starts a new, empty cluster, lets `build` fill it and puts it in the place of the data folder's,
 * if there is one: that stays where it is and is named in the answer. Whatever fails leaves the
 * folder as it was. Nobody can start PostgreSQL here meanwhile; throws `in_use` while one runs.
 */
export async function replaceEmbedded<T>(
  options: { dataDir: string; log: Log },
  build: (url: string) => Promise<T>,
): Promise<{ result: T; previous: Previous | null }> {
  const dataDir = await prepareDataDir(options.dataDir);
  return withStartLock(dataDir, async () => {
    await refuseRunning(dataDir);
    for (const name of await readdir(dataDir)) {
      if (name.startsWith(DRAFT)) await discard(join(dataDir, name));
    }
    const id = `${new Date().toISOString().slice(0, 10)}-${randomUUID().slice(0, 8)}`;
    const draft = join(dataDir, `${DRAFT}${id}`);
    try {
      const embedded = await startEmbedded({ dataDir: draft, log: options.log });
      const result = await build(embedded.url).finally(() => embedded.stop());
      return {
        result,
        previous: await putInPlace(dataDir, draft, join(dataDir, `database-${id}`)),
      };
    } catch (error) {
      await discard(draft);
      throw error;
    }
  });
}

async function refuseRunning(dataDir: string): Promise<void> {
  const place = await recordedPlace(dataDir);
  const running = place && (await findPostmaster(place.home));
  if (!running) return;
  throw new EmbeddedError(
    "in_use",
    `The database of ${dataDir} is running (PostgreSQL's process ${running.pid}). Stop the server and other commands first; if none is left, end it by: kill -INT ${running.pid}`,
  );
}

/** The one step is the new postgres.json: before it everything is as it was, after it all is new. */
async function putInPlace(dataDir: string, draft: string, folder: string) {
  const [built, before] = [await readState(draft), await recordedPlace(dataDir)];
  if (built === null) throw new Error(`${draft} holds no database`);
  const stateFile = join(dataDir, `postgres.json.before-${folder.slice(-19)}`);
  if (before) await copyFile(join(dataDir, "postgres.json"), stateFile);
  await rename(draft, folder);
  const home = built.home.startsWith(draft)
    ? join(folder, built.home.slice(draft.length))
    : built.home;
  await writeState(dataDir, { ...built, dataDir, home });
  await rm(join(folder, "postgres.json"));
  if (before === null) await closeToOthers(dataDir);
  return before && { home: before.home, stateFile };
}

/** A folder that an operator made for us alone: others may not list it, as in one that we make. */
async function closeToOthers(dataDir: string): Promise<void> {
  const names = await readdir(dataDir);
  const { mode, uid } = await stat(dataDir);
  if (uid !== process.getuid?.() || !names.every((name) => OURS.test(name))) return;
  await chmod(dataDir, mode & ~(isRoot() ? 0o066 : 0o077) & 0o7777);
}

async function discard(draft: string): Promise<void> {
  const home = (await readState(draft))?.home;
  const postmaster = home && (await findPostmaster(home));
  if (postmaster) await stopPostmaster(postmaster.pid);
  if (home) await rm(home, { recursive: true, force: true });
  await rm(draft, { recursive: true, force: true });
}
