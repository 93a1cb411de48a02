// `import --follow` as a process of its own, on real files and a real database.
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../db/testing/database";
import { serverBundle } from "../../scripts/server-bundle.mjs";

vi.setConfig({ testTimeout: 60_000 });

// Inside node_modules, so that the bundle finds the packages it leaves external.
const outdir = fileURLToPath(new URL("../../node_modules/.onbehalf-test", import.meta.url));
let database: TestDatabase;
let sql: postgres.Sql;
let folder: string;
let path: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  const entryPoints = { cli: fileURLToPath(new URL("../cli.ts", import.meta.url)) };
  await build({ ...serverBundle, entryPoints, outdir } as Parameters<typeof build>[0]);
});

beforeEach(async () => {
  database = await createTestDatabase();
  sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  folder = mkdtempSync(join(tmpdir(), "onbehalf-follow-"));
  path = join(folder, "audit.jsonl");
  return async () => {
    await Promise.all(children.splice(0).map(kill));
    await sql.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  };
});

afterAll(() => rmSync(join(outdir, "cli.mjs")));

test("stores every line once, killed at any moment, through rotations seen and unseen", async () => {
  // No ids and no times, and the same lines in every file: only place and generation tell them.
  const write = writer((_, place) => ({ capability_type: "tool", capability_name: `t${place}` }));
  for (let round = 0; round < 5; round++) {
    const run = start("lasso");
    write.lines(700);
    await run.saying("Following");
    await sleep(40 * round);
    write.lines(400);
    if (round % 2 === 0) write.renameAway();
    write.lines(500);
    await sleep(60 * round);
    await kill(run.child);
    write.lines(30);
    if (round === 1 || round === 3) for (let n = 0; n < 2; n++) write.renameAway().lines(300);
  }
  const run = start("lasso");
  await stored(write.total());
  await expectExactly(run, write.total());
});

test("loses nothing to a file that is copied and emptied, seen and unseen", async () => {
  const write = writer(dated);
  const first = start("native");
  write.lines(20);
  await stored(20);
  write.lines(5).copyAway().lines(40);
  await stored(65);
  await stop(first);
  write.lines(10).copyAway().lines(50);
  const run = start("native");
  await stored(write.total());
  await expectExactly(run, write.total());
});

test("waits for a database that is away, says so once, and goes on", async () => {
  const write = writer(dated);
  const proxy = await databaseProxy();
  const run = start("native", proxy.url);
  write.lines(10);
  await stored(10);
  proxy.cut();
  write.lines(1_200);
  await run.saying("The database is away");
  await sleep(1_500);
  expect(run.child.exitCode).toBeNull();
  write.renameAway().lines(30);
  await proxy.restore();
  await stored(write.total());
  await run.saying("The database is back");
  expect(run.said().match(/is away/g)).toHaveLength(1);
  await expectExactly(run, write.total());
  await proxy.close();
});

test("started and stopped while the database is away, it ends cleanly and says what is left", async () => {
  const proxy = await databaseProxy();
  proxy.cut();
  const run = start("native", proxy.url);
  await run.saying("The database is away");
  run.child.kill("SIGTERM");
  expect(await exitOf(run.child)).toBe(0);
  expect(run.said()).toContain("What is not stored yet is read at the next start.");
  await proxy.close();
});

test("standard input is stored as it comes, and the end ends it", async () => {
  const run = start("native", database.url, "-");
  const line = (n: number) => `{"type":"tool.call","time":"2026-11-20T10:00:0${n}Z"}\n`;
  run.child.stdin.write(line(1) + line(2));
  await stored(2);
  run.child.stdin.end(line(3).trim());
  expect(await exitOf(run.child)).toBe(0);
  expect(await count()).toBe(3);
  expect(JSON.parse(run.result())).toMatchObject({ source: "native", records: 3, stored: 3 });
});

const dated = (n: number) => ({
  type: "tool.call",
  time: new Date(1_795_168_000_000 + n).toISOString(),
});

/** Nothing more comes, a stop ends it well, and a run after it finds nothing to do. */
async function expectExactly(run: Run, total: number): Promise<void> {
  const [format] = run.child.spawnargs.slice(-2);
  await stop(run);
  expect(await count()).toBe(total);
  const again = start(format ?? "", database.url);
  await again.saying("Following");
  await sleep(500);
  await stop(again);
  expect(JSON.parse(again.result())).toMatchObject({ records: 0, stored: 0, duplicate: 0 });
  const [row] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM quarantine`;
  expect([await count(), row?.n]).toEqual([total, 0]);
}

type Run = {
  child: ChildProcessWithoutNullStreams;
  said: () => string;
  result: () => string;
  /** Until standard error has this. */
  saying: (text: string) => Promise<void>;
};

function start(format: string, url = database.url, file = path): Run {
  const own = {
    DATABASE_URL: url,
    ONBEHALF_SECRET: "07".repeat(32),
    NODE_ENV: "production",
  } as const;
  const args = [join(outdir, "cli.mjs"), "import", "--follow", "--format", format, file];
  const child = spawn(process.execPath, args, { env: { ...process.env, ...own }, cwd: folder });
  children.push(child);
  let said = "";
  let result = "";
  child.stderr.on("data", (bytes) => (said += String(bytes)));
  child.stdout.on("data", (bytes) => (result += String(bytes)));
  const saying = (text: string) =>
    vi.waitFor(() => expect(said).toContain(text), { timeout: 20_000, interval: 10 });
  return { child, said: () => said, result: () => result, saying };
}

async function stop(run: Run): Promise<void> {
  run.child.kill("SIGTERM");
  expect([await exitOf(run.child), run.said()]).toEqual([0, expect.any(String)]);
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  await exitOf(child);
}

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
}

async function count(): Promise<number> {
  const [row] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM call`;
  return row?.n ?? 0;
}

async function stored(total: number): Promise<void> {
  await vi.waitFor(async () => expect(await count()).toBe(total), {
    timeout: 30_000,
    interval: 50,
  });
}

/** Writes as a gateway does, in pieces that end anywhere; records by number and place in the file. */
function writer(recordOf: (n: number, place: number) => unknown) {
  let total = 0;
  let place = 0;
  let files = 0;
  const write = {
    total: () => total,
    lines: (n: number) => {
      let text = "";
      for (let k = 0; k < n; k++) text += `${JSON.stringify(recordOf(total++, place++))}\n`;
      for (let from = 0; from < text.length; from += 9_999) {
        appendFileSync(path, text.slice(from, from + 9_999));
      }
      return write;
    },
    renameAway: () => {
      // As rotations are: files in their order are of different ages.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 15);
      shift();
      renameSync(path, `${path}.1`);
      writeFileSync(path, "");
      place = 0;
      return write;
    },
    copyAway: () => {
      shift();
      copyFileSync(path, `${path}.1`);
      truncateSync(path);
      place = 0;
      return write;
    },
  };
  const shift = () => {
    for (let n = files; n >= 1; n--) {
      if (existsSync(`${path}.${n}`)) renameSync(`${path}.${n}`, `${path}.${n + 1}`);
    }
    files += 1;
  };
  return write;
}

/** The database behind an address that can be made to refuse. */
async function databaseProxy() {
  const target = new URL(database.url);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const listen = async () => {
    server = createServer((client) => {
      const upstream = connect(Number(target.port), target.hostname);
      for (const socket of [client, upstream]) {
        sockets.add(socket);
        socket.on("error", () => undefined);
        socket.on("close", () => sockets.delete(socket));
      }
      client.pipe(upstream).pipe(client);
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address === "object" && address) port = address.port;
  };
  const cut = () => {
    server?.close();
    for (const socket of sockets) socket.destroy();
  };
  await listen();
  const url = new URL(database.url);
  url.port = String(port);
  return {
    url: url.href,
    cut,
    restore: listen,
    close: async () => cut(),
  };
}
