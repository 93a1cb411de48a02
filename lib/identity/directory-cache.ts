import type { Pool } from "../../db/client";
import { type DirectoryIndex, indexDirectory } from "./directory-index";
import { readDirectory } from "./read-directory";

const FRESH_MS = 1_000;

export type DirectorySnapshot = { version: number; index: DirectoryIndex };
export type DirectoryCache = {
  /** At most a second old. */
  current: () => Promise<DirectorySnapshot>;
  /** At least as new as the moment of the question. */
  newest: () => Promise<DirectorySnapshot>;
};

/**
 * The directory as the judge reads it. One look at the version a second; the whole is read again
 * only when it moved. It may hold more than its version says, never less. Throws when the database
 * is away.
 */
export function directoryCache(pool: Pool): DirectoryCache {
  let snapshot: DirectorySnapshot | undefined;
  let checkedAt = 0;
  let checking: Promise<DirectorySnapshot> | undefined;

  const check = async (): Promise<DirectorySnapshot> => {
    const asked = Date.now();
    const [row] = await pool.sql<{ version: string }[]>`
      SELECT directory_version AS version FROM deployment`;
    const version = Number(row?.version);
    let found = snapshot;
    if (found?.version !== version) {
      found = { version, index: indexDirectory(await readDirectory(pool.db)) };
      // Two looks may overlap; the older one must not come out on top.
      if (snapshot === undefined || snapshot.version < version) snapshot = found;
    }
    checkedAt = asked;
    return found;
  };

  return {
    newest: check,
    current: () => {
      if (snapshot && Date.now() - checkedAt < FRESH_MS) return Promise.resolve(snapshot);
      checking ??= check().finally(() => {
        checking = undefined;
      });
      return checking;
    },
  };
}
