import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { openPool } from "../../db/client";
import { findEmbedded, startEmbedded } from "../../db/embedded";
import { clearDatabase } from "../../db/clear";
import { replaceEmbedded } from "../../db/embedded/replace";
import { createTestDatabase } from "../../db/testing/database";
import { recordedPlace } from "../../db/embedded/place";
import { chooseServerUser, runAs } from "../../db/embedded/server-user";
import { writeState } from "../../db/embedded/state";
import { migrate } from "../../db/migrate";
import { emptyDimensionCache } from "../../lib/calls/dimension-cache";
import { directoryCache } from "../../lib/identity/directory-cache";
import { sequencePending } from "../../lib/ledger/sequence";
import { openKeys } from "../../lib/secrets/key-ring";
import { deriveKeys } from "../../lib/secrets/keys";
import { nativeCall, send, testSecret, testSource } from "../../lib/testing/deployment";
import { sealedEvents } from "../../lib/testing/records-digest";
import { backupCommand } from "./backup";
import { onDatabase, quiet } from "./open-database";
import { restoreCommand } from "./restore";

const OLD_POSTGRES = "/usr/lib/postgresql/15";

let root: string;
let original: string;
let file: string;
let events: unknown[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "onbehalf-restore-"));
  execFileSync("chmod", ["711", root]);
  original = await dataFolder("original");
  const embedded = await startEmbedded({ dataDir: original, log: quiet });
  await fill(embedded.url);
  await embedded.stop();
  file = join(root, "backup.tar");
  await backUp(original, file);
  events = await eventsIn(original);
});

afterAll(async () => {
  for (const name of await readdir(root)) {
    const place = await recordedPlace(join(root, name)).catch(() => null);
    if (place?.home.startsWith("/var/lib/onbehalf/")) await rm(place.home, { recursive: true });
  }
  await rm(root, { recursive: true });
});

let said = "";
beforeEach(() => {
  said = "";
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

describe("backup", () => {
  test("writes a file for its owner only, and says where the secret is that it lacks", async () => {
    const path = join(root, "again.tar");
    await backUp(original, path);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.partial`)).toBe(false);
    expect(said).toContain(join(original, "secret"));
  });

  test("never writes over a file", async () => {
    await expect(backUp(original, file)).rejects.toThrow("exists already");
  });

  test("leaves nothing half-written when there is nothing to back up", async () => {
    const empty = await dataFolder("nothing");
    await expect(backUp(empty, join(root, "none.tar"))).rejects.toThrow("no database");
    expect(existsSync(join(root, "none.tar.partial"))).toBe(false);
  });
});

describe("restore", () => {
  test("into an empty folder gives the same calls, verdicts, index and hashes", async () => {
    const folder = await dataFolder("empty");
    await restore(folder, file);
    expect(said).toContain("leaf hashes of call: 60 recomputed, 0 differ");
    expect(said).not.toContain("FAIL");
    expect(await eventsIn(folder)).toEqual(events);
  });

  test("closes a folder that was made for it to others, and leaves one alone that holds more", async () => {
    const [own, shared] = [await dataFolder("made"), await dataFolder("shared")];
    for (const folder of [own, shared]) await chmod(folder, 0o755);
    await writeFile(join(shared, "theirs.txt"), "");
    for (const folder of [own, shared]) await restore(folder, file, "--quick");
    expect((await stat(own)).mode & 0o066).toBe(0);
    expect((await stat(shared)).mode & 0o777).toBe(0o755);
  });

  test("refuses a folder that has a database, and a running one also with --replace", async () => {
    await expect(restore(original, file)).rejects.toThrow("--replace");
    const embedded = await startEmbedded({ dataDir: original, log: quiet });
    await expect(restore(original, file, "--replace")).rejects.toThrow("Stop the server");
    await embedded.stop();
    expect(await eventsIn(original)).toEqual(events);
  });

  test("refuses another secret, says which one is needed and makes none", async () => {
    const fingerprint = deriveKeys(testSecret).fingerprint;
    const folder = await dataFolder("other-secret", Buffer.alloc(32, 9));
    await expect(restore(folder, file)).rejects.toThrow(fingerprint);
    const bare = join(root, "no-secret");
    await expect(restore(bare, file)).rejects.toThrow(join(bare, "secret"));
    expect(existsSync(join(bare, "secret"))).toBe(false);
  });

  test("puts a database in another's place, which is kept and leads back", async () => {
    const folder = await dataFolder("replaced");
    const embedded = await startEmbedded({ dataDir: folder, log: quiet });
    await migrate(embedded.url);
    await embedded.stop();
    const before = await readFile(join(folder, "postgres.json"), "utf8");
    await restore(folder, file, "--replace");
    expect(await eventsIn(folder)).toEqual(events);
    const kept = (await readdir(folder)).find((name) => name.startsWith("postgres.json.before-"));
    expect(said).toContain(kept);
    expect(await readFile(join(folder, kept ?? ""), "utf8")).toBe(before);
    await writeFile(join(folder, "postgres.json"), before);
    expect(await eventsIn(folder)).toEqual([]);
  });

  test("that fails leaves the database and the folder as they were", async () => {
    const bytes = await readFile(file);
    const broken = join(root, "broken.tar");
    await writeFile(broken, bytes.subarray(0, bytes.length - 3_000));
    const before = await readdir(original);
    await expect(restore(original, broken, "--replace")).rejects.toThrow("damaged");
    expect(await readdir(original)).toEqual(before);
    expect(await eventsIn(original)).toEqual(events);
    expect(await findEmbedded(original)).toBeNull();
  });
});

test("what fails while the new database is filled leaves the old one in its place", async () => {
  const before = await readdir(original);
  const failing = replaceEmbedded({ dataDir: original, log: quiet }, async (url) => {
    await migrate(url);
    throw new Error("the disk is full");
  });
  await expect(failing).rejects.toThrow("the disk is full");
  expect(await readdir(original)).toEqual(before);
  expect(await eventsIn(original)).toEqual(events);
});

test("a database of DATABASE_URL is restored when it is empty, and refused when it is not", async () => {
  const { url, drop } = await createTestDatabase();
  vi.stubEnv("DATABASE_URL", url);
  vi.stubEnv("ONBEHALF_SECRET", testSecret.toString("hex"));
  try {
    await expect(restoreCommand().parseAsync([file], { from: "user" })).rejects.toThrow(
      "not empty",
    );
    await onDatabase(url, ({ sql }) => clearDatabase(sql));
    await restoreCommand().parseAsync([file], { from: "user" });
    expect(await onDatabase(url, ({ sql }) => sealedEvents(sql))).toEqual(events);
  } finally {
    await drop();
  }
});

describe.skipIf(!existsSync(OLD_POSTGRES))("a database of PostgreSQL 15", () => {
  test("is refused with the lines to move it, backed up by its own programs and restored into ours", async () => {
    const folder = await oldCluster("fifteen");
    const own = await startEmbedded({ dataDir: folder, log: quiet, programs: OLD_POSTGRES });
    await fill(own.url);
    await own.stop();
    await expect(startEmbedded({ dataDir: folder, log: quiet })).rejects.toThrow(
      /PostgreSQL 15, this release brings 18[^]*--postgres DIR[^]*restore FILE --replace/,
    );
    const path = join(root, "fifteen.tar");
    await backUp(folder, path, "--postgres", OLD_POSTGRES);
    const there = await eventsIn(folder, OLD_POSTGRES);
    await restore(folder, path, "--replace");
    expect(await eventsIn(folder)).toEqual(there);
    expect(there).toHaveLength(60);
  });
});

async function dataFolder(name: string, secret = testSecret): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder, { mode: 0o711 });
  await writeFile(join(folder, "secret"), secret.toString("hex"), { mode: 0o600 });
  return folder;
}

async function backUp(folder: string, ...args: string[]): Promise<void> {
  vi.stubEnv("ONBEHALF_DATA", folder);
  await backupCommand().parseAsync(args, { from: "user" });
}

async function restore(folder: string, ...args: string[]): Promise<void> {
  vi.stubEnv("ONBEHALF_DATA", folder);
  await restoreCommand().parseAsync(args, { from: "user" });
}

async function fill(url: string): Promise<void> {
  await migrate(url);
  const pool = openPool(url, { name: "fill", max: 2 });
  const keys = await openKeys(pool.db, testSecret);
  const deps = { pool, keys, directory: directoryCache(pool), dimensions: emptyDimensionCache() };
  const records = Array.from({ length: 60 }, (_, n) => nativeCall(`call-${n}`));
  await send(deps, await testSource(pool), records);
  while ((await sequencePending(pool.sql)) > 0);
  await pool.close();
}

async function eventsIn(folder: string, programs?: string): Promise<unknown[]> {
  const embedded = await startEmbedded({ dataDir: folder, log: quiet, programs });
  try {
    return await onDatabase(embedded.url, ({ sql }) => sealedEvents(sql));
  } finally {
    await embedded.stop();
  }
}

/** As an older release would have left it. */
async function oldCluster(name: string): Promise<string> {
  const folder = await dataFolder(name);
  const home = join(folder, "postgres");
  await mkdir(join(home, "data"), { recursive: true, mode: 0o700 });
  await writeFile(join(home, "password"), "owner", { mode: 0o644 });
  execFileSync("chmod", ["755", home]);
  const user = await chooseServerUser(null);
  if (user) execFileSync("chown", [`${user.uid}:${user.gid}`, join(home, "data")]);
  const initdb = ["-D", join(home, "data"), "-U", "postgres", "-A", "scram-sha-256"];
  execFileSync(
    join(OLD_POSTGRES, "bin/initdb"),
    [...initdb, `--pwfile=${join(home, "password")}`, "-E", "UTF8", "--locale=C", "-k"],
    { cwd: "/", ...runAs(user), stdio: "ignore" },
  );
  const passwords = { password: "app", ownerPassword: "owner" };
  await writeState(folder, { dataDir: folder, home, port: 21_515, ...passwords, created: true });
  return folder;
}
