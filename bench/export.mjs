// An export of everything in each format, over HTTP: calls and megabytes a second, beside the same
// rows through a cursor of the driver; memory of the serving process before and at most, by its own
// kernel. One JSON line a format, and one for a slow reader.
//   node bench/export.mjs [--calls 1000000] [--port 4350] [--formats csv,ndjson,ocsf] [--payloads]
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { fill } from "./fill.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "1000000" },
    port: { type: "string", default: "4350" },
    formats: { type: "string", default: "csv,ndjson,ocsf" },
    /** Keeps and exports payloads too, which makes the database twice as large. */
    payloads: { type: "boolean", default: false },
  },
});
const number = (name) => Number(values[name]);
/** So that the copies of `fill.mjs`, 22 hours apart, reach over 90 days. */
const BASE = Math.ceil(number("calls") / 98);
const BATCH = 500;
const HOUR_MS = 3_600_000;

const deployment = await startDeployment({
  name: "export",
  port: number("port"),
  processes: { gate: "gate", console: "console", worker: "worker" },
});
const { url } = deployment.database();
const viewer = `http://127.0.0.1:${number("port") + 1}`;
const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
const agent = new Agent({ keepAlive: true });
const next = random(7);
try {
  const key = deployment.key("bench", "events:write,events:backfill");
  const start = Date.now();
  for (let n = 0; n < BASE; n += BATCH) {
    const at = () => start - Math.floor(next() * 22 * HOUR_MS);
    await post(key, (i) => event(next, `e-${n + i}`, at()), Math.min(BATCH, BASE - n));
  }
  await settled();
  if (!values.payloads) await sql`TRUNCATE payload, payload_raw`;
  const calls = await fill(url, number("calls"), (weeks) =>
    post(key, (n) => event(next, `week-${n}`, start - (n + 1) * 7 * 24 * HOUR_MS), weeks),
  );
  await sql.unsafe("VACUUM (ANALYZE) call");
  const token = auditorToken();
  const yardstick = await readAll();
  print({ bench: "export", what: "the rows of call through a cursor", calls, ...yardstick });
  const run = { calls, yardstick, token };
  for (const format of values.formats.split(",")) await measure({ format }, run);
  if (values.payloads)
    await measure({ format: "ndjson", include: "arguments,result,network" }, run);
  // A reader of 2 MB a second for half a minute: what is not taken must not pile up.
  await measure({ format: "ndjson" }, { ...run, slow: true });
} finally {
  agent.destroy();
  await sql.end();
  await deployment.remove();
}

async function measure(asked, { calls, yardstick, token, slow = false }) {
  await pause(3_000);
  const pid = deployment.pid("console");
  const before = memoryOf(pid);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memoryOf(pid))), 100);
  const began = performance.now();
  const file = await download(`${viewer}/api/v1/calls/export?${new URLSearchParams(asked)}`, {
    token,
    slow,
  });
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  const job = await jobOf(file.job, token);
  if (!slow && job.result.sha256 !== file.sha256) throw new Error("not the file that was recorded");
  if (!slow && file.lines !== calls + (asked.format === "csv" ? 1 : 0))
    throw new Error(`${file.lines} lines of ${calls} calls`);
  const perSecond = file.lines / seconds;
  print({
    bench: "export",
    ...asked,
    ...(slow && { reader: "2 MB a second, gone after 30 s", job: job.state }),
    calls: file.lines,
    seconds: round(seconds),
    callsPerSecond: round(perSecond),
    megabytesPerSecond: round(file.bytes / seconds / 1e6),
    megabytes: round(file.bytes / 1e6),
    firstByteMilliseconds: round(file.firstByteMs),
    ...(!slow && { ratio: round(perSecond / yardstick.callsPerSecond) }),
    memoryMegabytes: { before: round(before), most: round(most) },
  });
}

function download(address, { token, slow }) {
  return new Promise((resolve, reject) => {
    const hash = createHash("sha256");
    const found = { bytes: 0, lines: 0 };
    const began = performance.now();
    const asked = get(address, { headers: { authorization: `Bearer ${token}` } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${answer.statusCode}`));
      const end = () =>
        resolve({ ...found, job: answer.headers["x-onbehalf-job"], sha256: hash.digest("hex") });
      answer.on("data", (chunk) => {
        found.firstByteMs ??= performance.now() - began;
        hash.update(chunk);
        found.bytes += chunk.length;
        for (const byte of chunk) if (byte === 10) found.lines += 1;
        if (!slow) return;
        answer.pause();
        setTimeout(() => answer.resume(), chunk.length / 2_000);
      });
      answer.on("end", end);
      if (slow)
        setTimeout(() => {
          asked.destroy();
          end();
        }, 30_000);
      answer.on("error", (error) => !slow && reject(error));
    });
    asked.on("error", (error) => !slow && reject(error));
  });
}

async function jobOf(id, token) {
  for (;;) {
    const answer = await fetch(`${viewer}/api/v1/jobs/${id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const job = await answer.json();
    if (job.state !== "running") return job;
    await pause(200);
  }
}

/** What the driver alone takes to read the same rows through a cursor. */
async function readAll() {
  const began = performance.now();
  let read = 0;
  for await (const rows of sql`SELECT * FROM call ORDER BY occurred_at DESC`.cursor(1_000))
    read += rows.length;
  const seconds = (performance.now() - began) / 1000;
  return { seconds: round(seconds), callsPerSecond: round(read / seconds) };
}

/** Resident, in megabytes. */
function memoryOf(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1000;
}

function auditorToken() {
  deployment.cli("users", "create", "--email", "bench@acme.example", "--role", "auditor");
  return deployment
    .cli("tokens", "create", "--email", "bench@acme.example", "--name", "bench")
    .trim();
}

async function post(key, make, count) {
  const events = Array.from({ length: count }, (_, n) => make(n));
  const body = Buffer.from(JSON.stringify(events));
  const { status, answer } = await send(agent, deployment.base, key, body);
  if (status !== 200 || answer.stored !== count)
    throw new Error(`${status} ${JSON.stringify(answer)}`.slice(0, 300));
}

async function settled() {
  for (;;) {
    const [{ n }] = await sql`SELECT count(*)::int AS n FROM seal_pending`;
    if (n === 0) return;
    await pause(200);
  }
}
