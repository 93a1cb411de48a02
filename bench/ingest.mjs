// Ingest over HTTP with all work done, against two COPY streams of the same rows into the same
// tables and indexes. One JSON line a result, with the yardstick of the same run and the ratio.
//   node bench/ingest.mjs [--events 100000] [--size 500] [--connections 4] [--threads 0]
//                         [--singles 20000] [--single-connections 64] [--rounds 3] [--port 3910]
//                         [--filled 0]  (then once more with so many calls in the database)
import { Agent } from "node:http";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { cpuOf } from "./cpu.mjs";
import { copyRows } from "./copy-rows.mjs";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { fill } from "./fill.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "100000" },
    size: { type: "string", default: "500" },
    connections: { type: "string", default: "4" },
    threads: { type: "string", default: "0" },
    singles: { type: "string", default: "20000" },
    "single-connections": { type: "string", default: "64" },
    rounds: { type: "string", default: "3" },
    port: { type: "string", default: "3910" },
    filled: { type: "string", default: "0" },
  },
});
const number = (name) => Number(values[name]);
const next = random(7);
let serial = 0;

const deployment = await startDeployment({
  name: "ingest",
  port: number("port"),
  more: { ONBEHALF_INGEST_THREADS: values.threads },
});
const database = deployment.database();
try {
  const key = deployment.key("bench", "events:write,events:backfill");
  const about = { bench: "ingest", threads: number("threads"), cores: cpus().length };
  await post(key, bodies(40, number("size")), number("connections"));
  const batchRate = await rateOfBatches(key, about);
  const singles =
    number("singles") > 0
      ? await post(key, bodies(number("singles"), 1), number("single-connections"))
      : undefined;
  const copied = await copyRows(deployment, number("events"));
  print({
    ...about,
    what: "batches",
    size: number("size"),
    eventsPerSecond: batchRate,
    yardstick: "two COPY streams of the same rows",
    yardstickPerSecond: copied,
    ratio: round(batchRate / copied),
    goal: number("threads") > 0 ? 0.5 : 0.3,
  });
  if (singles) {
    print({
      ...about,
      what: "singles",
      connections: number("single-connections"),
      eventsPerSecond: singles.rate,
      serverCpuMicroseconds: singles.serverCpuMicroseconds,
      databaseCpuMicroseconds: singles.databaseCpuMicroseconds,
      p50: singles.p50,
      p99: singles.p99,
      yardstick: "batches of the same run",
      yardstickPerSecond: batchRate,
      ratio: round(singles.rate / batchRate),
      goal: 0.4,
      goalP99: 60,
    });
  }
  if (number("filled") > 0) {
    const calls = await fill(database.url, number("filled"), (weeks) => openWeeks(key, weeks));
    const filledRate = await rateOfBatches(key, { ...about, calls });
    print({
      ...about,
      what: "batches into a filled database",
      calls,
      eventsPerSecond: filledRate,
      yardstick: "batches into an empty database, same run",
      yardstickPerSecond: batchRate,
      ratio: round(filledRate / batchRate),
      goal: 0.8,
    });
  }
} finally {
  await deployment.remove();
}

/** Events a second: the median of the rounds. */
async function rateOfBatches(key, about) {
  const rates = [];
  for (let run = 0; run < number("rounds"); run += 1) {
    const count = Math.ceil(number("events") / number("size"));
    const batches = await post(key, bodies(count, number("size")), number("connections"));
    rates.push(batches.rate);
    print({ ...about, what: "batches", run, ...batches });
  }
  return median(rates);
}

/** An event in each of the last weeks makes their partitions. */
async function openWeeks(key, weeks) {
  const events = Array.from({ length: weeks }, (_, n) =>
    event(next, `week-${n}`, Date.now() - (n + 1) * 7 * 86_400_000),
  );
  await post(key, [{ size: weeks, bytes: Buffer.from(JSON.stringify(events)) }], 1);
}

function bodies(count, size) {
  const now = Date.now();
  return Array.from({ length: count }, () => {
    const events = Array.from({ length: size }, () => {
      serial += 1;
      return event(next, `e-${serial}`, now - Math.floor(next() * 3_600_000));
    });
    return { size, bytes: Buffer.from(JSON.stringify(size === 1 ? events[0] : events)) };
  });
}

/** Posts every body once over so many connections; throws at any answer but "all stored". */
async function post(key, all, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies = [];
  let at = 0;
  const before = [deployment.pid(), database.pid].map(cpuOf);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let body = all[at++]; body !== undefined; body = all[at++]) {
        const sent = performance.now();
        const { status, answer } = await send(agent, deployment.base, key, body.bytes);
        latencies.push(performance.now() - sent);
        if (answer?.stored !== body.size) {
          throw new Error(`${status} ${JSON.stringify(answer).slice(0, 400)}`);
        }
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const after = [deployment.pid(), database.pid].map(cpuOf);
  const [cpu, databaseCpu] = after.map((seconds, n) => seconds - before[n]);
  agent.destroy();
  latencies.sort((a, b) => a - b);
  const events = all.reduce((sum, { size }) => sum + size, 0);
  await pause(1_000);
  return {
    events,
    rate: round(events / seconds),
    serverCpuMicroseconds: round((cpu / events) * 1e6),
    databaseCpuMicroseconds: round((databaseCpu / events) * 1e6),
    p50: round(latencies[Math.floor(latencies.length * 0.5)]),
    p99: round(latencies[Math.floor(latencies.length * 0.99)]),
  };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
