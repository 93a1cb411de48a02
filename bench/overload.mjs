// Offers events at twice the rate that the server takes, for minutes: what it cannot take must be
// refused with 429 or 503 and Retry-After, its memory stay bounded, and all be as before within 10 s.
// One JSON line a minute and one at the end; ends with 1 when a promise was broken.
//   node bench/overload.mjs [--minutes 10] [--factor 2] [--size 100] [--port 3930]
import { Agent } from "node:http";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    factor: { type: "string", default: "2" },
    size: { type: "string", default: "100" },
    port: { type: "string", default: "3930" },
  },
});
const SIZE = Number(values.size);
/** A gateway has so many requests open at most; what is due meanwhile counts as not offered. */
const OPEN_REQUESTS = 600;
const MEMORY_LIMIT_MB = 600;
const NORMAL_WITHIN_S = 10;

const next = random(3);
const tails = Array.from({ length: 2_000 }, () =>
  JSON.stringify(event(next, "", Date.now())).slice(7),
);
let serial = 0;

const deployment = await startDeployment({ name: "overload", port: Number(values.port) });
const agent = new Agent({ keepAlive: true, maxSockets: OPEN_REQUESTS });
const sql = postgres(deployment.database().url, { max: 1 });
let stored = 0;
try {
  const key = deployment.key("overload");
  const capacity = await measureCapacity(key);
  const before = await probe(key);
  const overload = await offer(key, capacity * Number(values.factor), Number(values.minutes) * 60);
  const normalAfterSeconds = await normalAgain(key, before.p99);
  const [{ n }] = await sql`SELECT count(*)::int AS n FROM call`;
  const result = {
    bench: "overload",
    capacityPerSecond: round(capacity),
    offeredPerSecond: round(overload.offered / overload.seconds),
    storedPerSecond: round(overload.stored / overload.seconds),
    seconds: round(overload.seconds),
    statuses: overload.statuses,
    wrong: overload.wrong,
    memoryMaxMb: overload.memoryMax,
    memoryLimitMb: MEMORY_LIMIT_MB,
    memoryByMinuteMb: overload.memory,
    normalAfterSeconds,
    goalSeconds: NORMAL_WITHIN_S,
    acknowledged: stored,
    lost: stored - n,
  };
  const pass =
    overload.wrong.length === 0 &&
    overload.memoryMax <= MEMORY_LIMIT_MB &&
    normalAfterSeconds <= NORMAL_WITHIN_S &&
    result.lost === 0;
  print({ ...result, pass });
  process.exitCode = pass ? 0 : 1;
} finally {
  agent.destroy();
  await sql.end();
  await deployment.remove();
}

/** Events a second with four requests at a time, after a warm-up. */
async function measureCapacity(key) {
  const run = async (seconds) => {
    const started = performance.now();
    let events = 0;
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (performance.now() - started < seconds * 1000) {
          const answer = await post(key, batch(SIZE));
          if (answer.status !== 200)
            throw new Error(`refused with ${answer.status} below capacity`);
          events += SIZE;
        }
      }),
    );
    return events / ((performance.now() - started) / 1000);
  };
  await run(5);
  return run(15);
}

/** Sends batches by the clock, whatever becomes of them; each is sent once. */
async function offer(key, eventsPerSecond, seconds) {
  const statuses = {};
  const wrong = [];
  const memory = [];
  let memoryMax = 0;
  let offered = 0;
  let accepted = 0;
  let open = 0;
  const sendOne = async () => {
    open += 1;
    const { status, retryAfter } = await post(key, batch(SIZE));
    open -= 1;
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === 200) accepted += SIZE;
    const isRefusal = (status === 429 || status === 503) && retryAfter !== undefined;
    if (status !== 200 && !isRefusal && wrong.length < 10) wrong.push({ status, retryAfter });
  };
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  let minute = 0;
  while (elapsed() < seconds) {
    const due = elapsed() * eventsPerSecond;
    for (; offered < due; offered += SIZE) if (open < OPEN_REQUESTS) void sendOne();
    memoryMax = Math.max(memoryMax, memoryOf(deployment.pid()));
    if (elapsed() > (minute + 1) * 60) {
      minute += 1;
      memory.push(memoryOf(deployment.pid()));
      print({ bench: "overload", minute, memoryMb: memory.at(-1), statuses: { ...statuses } });
    }
    await pause(10);
  }
  const spent = elapsed();
  while (open > 0) await pause(20);
  return { offered, stored: accepted, seconds: spent, statuses, wrong, memory, memoryMax };
}

/** Latencies of single posts, one after the other. */
async function probe(key) {
  const all = [];
  for (let n = 0; n < 50; n += 1) {
    const sent = performance.now();
    const { status } = await post(key, batch(1));
    all.push(status === 200 ? performance.now() - sent : Number.POSITIVE_INFINITY);
  }
  return { p99: all.toSorted((a, b) => a - b)[48] };
}

/** Seconds until single posts are answered as before and everything committed is sequenced. */
async function normalAgain(key, p99Before) {
  const started = performance.now();
  for (;;) {
    const { p99 } = await probe(key);
    const [{ n }] = await sql`
      SELECT count(*)::int AS n FROM seal_pending WHERE committed_at < now() - interval '1 second'`;
    const seconds = (performance.now() - started) / 1000;
    if (p99 <= Math.max(p99Before * 2, 60) && n === 0) return round(seconds);
    if (seconds > 120) return seconds;
  }
}

function batch(size) {
  const events = Array.from({ length: size }, () => {
    serial += 1;
    return `{"id":"o-${serial}${tails[serial % tails.length]}`;
  });
  return Buffer.from(`[${events.join(",")}]`);
}

/** Megabytes of resident memory. */
function memoryOf(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/** Keeps count of what was acknowledged. */
async function post(key, bytes) {
  const { answer, ...rest } = await send(agent, deployment.base, key, bytes);
  stored += answer?.stored ?? 0;
  return rest;
}
