import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import postgres from "postgres";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { findEmbedded, startEmbedded, type Embedded } from "./embedded";
import { recordedPlace } from "./embedded/place";
import { findPostmaster, stopPostmaster } from "./embedded/postmaster";
import { isAlive } from "./embedded/process-facts";

vi.setConfig({ testTimeout: 60_000 });

// Inside node_modules, so that the bundle finds the packages it leaves external.
const bundle = fileURLToPath(
  new URL("../node_modules/.onbehalf-test/starter.mjs", import.meta.url),
);
const isRoot = process.getuid?.() === 0;
const log = { info: () => undefined, warn: () => undefined };
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(() =>
  build({
    entryPoints: [fileURLToPath(new URL("testing/embedded-starter.ts", import.meta.url))],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  }),
);

afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

describe("startEmbedded", () => {
  test("serves a durable UTF-8 database with checksums to a role that is no superuser", async () => {
    const { url } = await start(await dataDir());
    await withSql(url, async (sql) => {
      const [facts] = await sql`
        select current_setting('server_encoding') as encoding,
               current_setting('data_checksums') as checksums,
               current_setting('fsync') as fsync,
               current_setting('synchronous_commit') as commit,
               current_setting('listen_addresses') as address,
               current_setting('unix_socket_directories') as sockets,
               (select rolsuper from pg_roles where rolname = current_user) as super,
               (select datlocprovider::text from pg_database where datname = current_database()) as provider,
               lower('ÄÉ') as lowered`;
      expect(facts).toEqual({
        encoding: "UTF8",
        checksums: "on",
        fsync: "on",
        commit: "on",
        address: "127.0.0.1",
        sockets: "",
        super: false,
        provider: "b",
        lowered: "äé",
      });
    });
  });

  test("keeps its passwords in a file for the owner only", async () => {
    const dir = await dataDir();
    await start(dir);
    expect((await stat(join(dir, "postgres.json"))).mode & 0o777).toBe(0o600);
  });

  test("replaces a killed server on the same address, with its data", async () => {
    const dir = await dataDir();
    const embedded = await start(dir);
    await withSql(embedded.url, (sql) => sql`create table kept as select 42 as n`);
    const restarted = new Promise<void>((resolve) => embedded.onRestart(resolve));
    const before = await postmasterPid(dir);
    process.kill(before, "SIGKILL");
    await restarted;
    expect(await postmasterPid(dir)).not.toBe(before);
    await withSql(embedded.url, async (sql) => {
      expect(await sql`select n from kept`).toEqual([{ n: 42 }]);
    });
  });

  test("adopts the server that a killed Node process left behind", async () => {
    const dir = await dataDir();
    const starter = await startInChild(dir);
    const left = await postmasterPid(dir);
    starter.child.kill("SIGKILL");
    await once(starter.child, "exit");

    const embedded = await start(dir);
    expect(embedded.url).toBe(starter.url);
    expect(await postmasterPid(dir)).toBe(left);
  });

  test("starts over a pid file that names another living process", async () => {
    const dir = await dataDir();
    await (await startEmbedded({ dataDir: dir, log })).stop();
    const place = await recordedPlace(dir);
    const pidFile = join(place!.home, "data", "postmaster.pid");
    await writeFile(pidFile, `${process.pid}\n${place!.home}/data\n0\n${place!.port}\n\n\n`);
    await start(dir);
    expect(await postmasterPid(dir)).not.toBe(process.pid);
  });

  test("two processes starting on an empty folder end up on one server", async () => {
    const dir = await dataDir();
    const [here, there] = await Promise.all([start(dir), startInChild(dir)]);
    expect(there.url).toBe(here.url);
  });

  test("moves to another port when a program took its own while it was down", async () => {
    const dir = await dataDir();
    const first = await startEmbedded({ dataDir: dir, log });
    await first.stop();
    const squatter = createServer().listen(Number(new URL(first.url).port), "127.0.0.1");
    await once(squatter, "listening");
    cleanups.push(async () => squatter.close());
    const second = await start(dir);
    expect(second.url).not.toBe(first.url);
    await withSql(second.url, (sql) => sql`select 1`);
  });

  test("refuses to start empty where its database was removed", async () => {
    const dir = await dataDir();
    await (await startEmbedded({ dataDir: dir, log })).stop();
    await rm(join((await recordedPlace(dir))!.home, "data"), { recursive: true });
    await expect(startEmbedded({ dataDir: dir, log })).rejects.toMatchObject({
      code: "cluster_missing",
    });
  });

  test("says so when the data folder cannot be made", async () => {
    const dir = await dataDir();
    await mkdir(dir);
    await writeFile(join(dir, "file"), "");
    await expect(startEmbedded({ dataDir: join(dir, "file", "below"), log })).rejects.toMatchObject(
      {
        code: "folder_not_writable",
      },
    );
  });

  test.skipIf(!isRoot)("as root, serves from a folder that only root may enter", async () => {
    const closed = await mkdtemp(join(tmpdir(), "onbehalf-closed-"));
    await chmod(closed, 0o700);
    const dir = join(closed, "data");
    cleanups.push(
      () => discard(dir),
      () => rm(closed, { recursive: true }),
    );
    cleanups.reverse();
    const embedded = await start(dir);
    await withSql(embedded.url, (sql) => sql`create table kept as select 7 as n`);
    await embedded.stop();
    expect((await recordedPlace(dir))?.home).toMatch(/^\/var\/lib\/onbehalf\//);

    const again = await start(dir);
    await withSql(again.url, async (sql) => {
      expect(await sql`select n from kept`).toEqual([{ n: 7 }]);
    });
  });

  test.skipIf(!isRoot)("as root, PostgreSQL itself runs as somebody else", async () => {
    const dir = await dataDir();
    await start(dir);
    const status = await readFile(`/proc/${await postmasterPid(dir)}/status`, "utf8");
    expect(status).toMatch(/^Uid:\t[1-9]/m);
    expect(status).toMatch(/^Groups:\t\s*$/m);
  });
});

describe("stop", () => {
  test("leaves no process, and nothing to be found", async () => {
    const dir = await dataDir();
    const embedded = await startEmbedded({ dataDir: dir, log });
    const pid = await postmasterPid(dir);
    expect(await findEmbedded(dir)).toEqual({ url: embedded.url, pid });
    await embedded.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await findEmbedded(dir)).toBeNull();
  });

  test("leaves the server to the last of several processes", async () => {
    const dir = await dataDir();
    const embedded = await startEmbedded({ dataDir: dir, log });
    const other = await startInChild(dir);
    await embedded.stop();
    await withSql(other.url, (sql) => sql`select 1`);
    const pid = await postmasterPid(dir);
    other.child.send("stop");
    await once(other.child, "exit");
    expect(isAlive(pid)).toBe(false);
  });

  test("ends a server that does not react to a polite request", async () => {
    const dir = await dataDir();
    await start(dir);
    const pid = await postmasterPid(dir);
    process.kill(pid, "SIGSTOP");
    const stopped = stopPostmaster(pid, 100);
    setTimeout(() => process.kill(pid, "SIGCONT"), 500);
    await stopped;
    expect(isAlive(pid)).toBe(false);
  });
});

async function dataDir(): Promise<string> {
  const dir = join(
    tmpdir(),
    `onbehalf-embedded-${process.pid}-${Math.random().toString(36).slice(2)}`,
  );
  cleanups.push(() => discard(dir));
  return dir;
}

async function start(dir: string): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir: dir, log });
  cleanups.push(() => embedded.stop());
  return embedded;
}

/** Removes what a test made, also a server that it left without a supervisor. */
async function discard(dir: string): Promise<void> {
  const home = (await recordedPlace(dir).catch(() => null))?.home;
  const postmaster = home ? await findPostmaster(home) : null;
  if (postmaster) await stopPostmaster(postmaster.pid);
  if (home) await rm(home, { recursive: true, force: true });
  await rm(dir, { recursive: true, force: true });
}

async function startInChild(dir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [bundle, dir], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  cleanups.push(async () => child.kill("SIGKILL"));
  const [message] = await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error("the starter ended early"))),
  ]);
  return { child, url: String(message) };
}

async function postmasterPid(dir: string): Promise<number> {
  const place = await recordedPlace(dir);
  const postmaster = place && (await findPostmaster(place.home));
  if (!postmaster) throw new Error(`no PostgreSQL runs for ${dir}`);
  return postmaster.pid;
}

async function withSql(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
