import type { Pool } from "../../db/client";
import { type DirectoryIndex, indexDirectory } from "./directory-index";
import { readDirectory } from "./read-directory";

const FRESH_MS = 1_000;

export type DirectorySnapshot = { version: number; index: DirectoryIndex };
export type DirectoryCache = { current: () => Promise<DirectorySnapshot> };

/**
 * The directory as the judge reads it, at most a second old. One look at the version a second; the
 * whole is read again only when it moved. Throws when the database is away.
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
    if (snapshot?.version !== version) {
      snapshot = { version, index: indexDirectory(await readDirectory(pool.db)) };
    }
    checkedAt = asked;
    return snapshot;
  };

  return {
    current: () => {
      if (snapshot && Date.now() - checkedAt < FRESH_MS) return Promise.resolve(snapshot);
      checking ??= check().finally(() => {
        checking = undefined;
      });
      return checking;
    },
  };
}
