import { readFile, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { hasEmbedded } from "../../db/embedded";
import { clusterDirOf } from "../../db/embedded/cluster";
import { findBinaries } from "../../db/embedded/binaries";
import { recordedPlace } from "../../db/embedded/place";
import { chooseServerUser } from "../../db/embedded/server-user";
import type { Env } from "../env";
import { fail, type Finding, ok, warn } from "./model";

const OTHERS_READ_OR_WRITE = 0o066;
const OTHERS = 0o077;

/** The data folder and the packaged PostgreSQL; nothing with DATABASE_URL, which needs neither. */
export async function checkFiles(env: Env): Promise<Finding[]> {
  if (env.databaseUrl !== undefined) return [];
  const folder = await stat(env.dataDir).catch(() => null);
  if (folder === null) {
    return [warn("data folder", `${env.dataDir} does not exist yet`, "npm start makes it.")];
  }
  return [
    // Others may pass through where PostgreSQL's own user must.
    await checkMode("data folder", env.dataDir, OTHERS_READ_OR_WRITE),
    ...(env.secret === undefined
      ? [await checkMode("secret file", join(env.dataDir, "secret"), OTHERS)]
      : []),
    await checkMode("database passwords", join(env.dataDir, "postgres.json"), OTHERS),
    await checkVersion(env),
  ];
}

async function checkMode(check: string, path: string, mayNot: number): Promise<Finding> {
  const found = await stat(path).catch(() => null);
  if (found === null) return missing(check, path);
  const mode = (found.mode & 0o777).toString(8).padStart(4, "0");
  if ((found.mode & mayNot) === 0) return ok(check, `${path} (${mode})`);
  return fail(check, `${path} is open to others (${mode})`, `chmod go-rw ${path}`);
}

async function missing(check: string, path: string): Promise<Finding> {
  const found = `${path} does not exist`;
  if (!(await hasEmbedded(dirname(path)))) return warn(check, found, "npm start makes it.");
  return fail(check, found, "Put it back: none is made for a database that is there.");
}

async function checkVersion(env: Env): Promise<Finding> {
  const check = "PostgreSQL version";
  const place = await recordedPlace(env.dataDir);
  if (place === null) return warn(check, "there is no database yet", "npm start makes it.");
  const cluster = clusterDirOf(place.home);
  const text = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => null);
  if (text === null) {
    return fail(check, `${cluster} is gone or not readable`, "Put it back, or restore a backup.");
  }
  const { major } = await findBinaries(await chooseServerUser(cluster));
  if (Number.parseInt(text, 10) === major) return ok(check, `${major}, as this release brings`);
  return fail(
    check,
    `the data folder is of ${text.trim()}, this release brings ${major}`,
    "Back up with the old version and restore: docs/operations.md, “A new major version”.",
  );
}

/** Bytes left where the embedded database lies; null for one of DATABASE_URL. */
export async function freeBytes(env: Env): Promise<number | null> {
  if (env.databaseUrl !== undefined) return null;
  const place = await recordedPlace(env.dataDir);
  const { bavail, bsize } = await statfs(place?.home ?? env.dataDir);
  return bavail * bsize;
}
