// Re-judging after a change of the directory: how long until every call is right, and what gateways
// notice of it. One JSON line a run; the last kills the worker by kill -9 in the middle; at the end
// every call and every count is checked. `--per-second 0` sends nothing meanwhile.
//   node bench/rejudge.mjs [--calls 1000000] [--base 20000] [--port 3960] [--per-second 500]
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import postgres from "postgres";
import { serverBundle } from "../scripts/server-bundle.mjs";
import { cpuOf } from "./cpu.mjs";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { fill } from "./fill.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "1000000" },
    base: { type: "string", default: "20000" },
    port: { type: "string", default: "3960" },
    "per-second": { type: "string", default: "500" },
  },
});
const number = (name) => Number(values[name]);
const BATCH = 50;
const QUIET_MS = 15_000;
const GOAL_SECONDS = 300;
const next = random(11);
let serial = 0;

const deployment = await startDeployment({
  name: "rejudge",
  port: number("port"),
  processes: { gate: "gate", worker: "worker" },
});
const database = deployment.database();
const { url } = database;
const sql = postgres(url, { max: 2, onnotice: () => {} });
try {
  const key = deployment.key("bench", "events:write,events:backfill");
  await store(key, number("base"));
  await settled();
  // Payloads are not read here; their copies would only fill the disk.
  await sql`TRUNCATE payload, payload_raw`;
  await fill(url, number("calls"), (weeks) => openWeeks(key, weeks));
  await settled();
  await run("one principal is linked", key, () => {
    const file = join(deployment.data, "links.csv");
    writeFileSync(file, "person,iss,sub\nalice,https://idp.acme.example,00u0\n");
    deployment.cli("directory", "import", "--links", file);
  });
  await run("a ceiling of the source is lowered", key, () =>
    deployment.cli("sources", "set", "bench", "--downstream", "configured"),
  );
  await run(
    "the ceiling is raised again, the worker killed once",
    key,
    () => deployment.cli("sources", "set", "bench", "--downstream", "validated"),
    { kill: true },
  );
  await check();
} finally {
  await sql.end();
  await deployment.remove();
}

/** Makes the change while gateways send, and waits until no call is left. */
async function run(what, key, change, { kill = false } = {}) {
  const quiet = startLoad(key);
  await pause(QUIET_MS);
  const before = await quiet.stop();
  const [size] = await sql`SELECT pg_database_size(current_database())::float8 AS bytes`;
  const cpuBefore = [deployment.pid("worker"), database.pid].map(cpuOf);
  // The command line blocks this process, which would look like a wait of the gateways.
  change();
  const load = startLoad(key);
  const killed = kill ? await killInTheMiddle() : undefined;
  await settled();
  const cpuAfter = [deployment.pid("worker"), database.pid].map(cpuOf);
  const meanwhile = await load.stop();
  await settled();
  const [job] = await sql`
    SELECT result ->> 'judged' AS judged, result ->> 'changed' AS changed, takes,
           extract(epoch FROM finished_at - asked_at)::float8 AS seconds FROM job
    WHERE kind = 'rejudge' ORDER BY done DESC, finished_at DESC LIMIT 1`;
  const [grown] = await sql`SELECT pg_database_size(current_database())::float8 AS bytes`;
  const judged = Number(job.judged);
  const { seconds } = job;
  print({
    bench: "rejudge",
    what,
    judged,
    changed: Number(job.changed),
    seconds: round(seconds),
    callsPerSecond: round(judged / seconds),
    aMillionWouldTake: round((seconds / judged) * 1e6),
    goalSeconds: GOAL_SECONDS,
    // What it costs whoever else uses the machine. The database's includes that of ingest.
    ...(!kill && {
      workerCpuMicroseconds: round(((cpuAfter[0] - cpuBefore[0]) / judged) * 1e6),
      databaseCpuMicroseconds: round(((cpuAfter[1] - cpuBefore[1]) / judged) * 1e6),
    }),
    ingest: { perSecond: number("per-second"), before, meanwhile },
    ...(before && { p99Ratio: round(meanwhile.p99 / before.p99), goalP99Ratio: 2 }),
    grownMegabytes: round((grown.bytes - size.bytes) / 1e6),
    ...(killed && { ...killed, takes: job.takes }),
  });
}

async function killInTheMiddle() {
  const done = async () => {
    const [row] = await sql`
      SELECT done::int AS done, total::int AS total FROM job
      WHERE kind = 'rejudge' AND state = 'running'`;
    return row ?? { done: 0, total: 1 };
  };
  for (let at = await done(); at.done < at.total / 3; at = await done()) await pause(200);
  const before = await done();
  process.kill(deployment.pid("worker"), "SIGKILL");
  const started = performance.now();
  for (let at = await done(); at.done <= before.done + 1_000; at = await done()) await pause(100);
  return {
    killedAt: before.done,
    resumedAfterSeconds: round((performance.now() - started) / 1000),
  };
}

/** Batches at a fixed rate, whatever the answers take: latency from the moment each was due. */
function startLoad(key) {
  const every = (BATCH / number("per-second")) * 1000;
  const latencies = [];
  let due = performance.now();
  let open = 0;
  // A gateway would send these again.
  let refused = 0;
  let running = number("per-second") > 0;
  const loop = (async () => {
    while (running) {
      due += every;
      const wait = due - performance.now();
      if (wait > 0) await pause(wait);
      const from = due;
      open += 1;
      void post(key, BATCH)
        .then(() => latencies.push(performance.now() - from))
        .catch(() => (refused += 1))
        .finally(() => (open -= 1));
    }
    while (open > 0) await pause(20);
  })();
  return {
    stop: async () => {
      running = false;
      await loop;
      if (latencies.length === 0) return null;
      latencies.sort((a, b) => a - b);
      const at = (share) => round(latencies[Math.floor(latencies.length * share)]);
      return { requests: latencies.length, refused, p50: at(0.5), p99: at(0.99) };
    },
  };
}

async function store(key, count) {
  for (let n = 0; n < count; n += 500) await post(key, 500);
}

/** An event in each of the last weeks makes their partitions. */
async function openWeeks(key, weeks) {
  const times = Array.from({ length: weeks }, (_, n) => Date.now() - (n + 1) * 7 * 86_400_000);
  await send(
    key,
    times.map((at, n) => event(next, `week-${n}`, at)),
  );
}

function post(key, size) {
  const now = Date.now();
  const events = Array.from({ length: size }, () => {
    serial += 1;
    return event(next, `e-${serial}`, now - Math.floor(next() * 3_600_000));
  });
  return send(key, events);
}

async function send(key, events) {
  const body = await answerTo(key, Buffer.from(JSON.stringify(events)));
  if (body.stored !== events.length) throw new Error(JSON.stringify(body).slice(0, 400));
}

/** A connection for each request: the server closes idle ones, which here would look like a loss. */
function answerTo(key, bytes) {
  const headers = {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
    "content-length": bytes.length,
  };
  return new Promise((resolve, reject) => {
    const options = { method: "POST", agent: false, headers };
    const outgoing = request(`${deployment.base}/api/v1/events`, options, (answer) => {
      const chunks = [];
      answer.on("data", (chunk) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString("utf8"))));
    });
    outgoing.on("error", reject);
    outgoing.end(bytes);
  });
}

/** Until no change is open, and no call waits to be judged again. */
async function settled() {
  for (;;) {
    const [{ open }] = await sql`
      SELECT EXISTS (SELECT 1 FROM directory_change WHERE settled_at IS NULL)
        OR EXISTS (SELECT 1 FROM rejudge_pending) AS open`;
    if (!open) return;
    await pause(100);
  }
}

async function check() {
  const bundled = await build({
    ...serverBundle,
    entryPoints: ["bench/recount-verdicts.ts"],
    sourcemap: false,
    write: false,
  });
  // In dist, from where the packages are found.
  const file = join(process.cwd(), "dist", `recount-${process.pid}.mjs`);
  writeFileSync(file, bundled.outputFiles[0].text);
  const { recountVerdicts } = await import(file).finally(() => rmSync(file));
  const verdicts = await recountVerdicts(url);
  const counts = await sql.unsafe(readFileSync("bench/recount.sql", "utf8"));
  const [{ unsealed }] = await sql`SELECT count(*)::int AS unsealed FROM seal_pending`;
  print({ bench: "rejudge", what: "recount", ...verdicts, wrongCounts: counts.length, unsealed });
  if (verdicts.wrong > 0 || counts.length > 0) process.exitCode = 1;
}
