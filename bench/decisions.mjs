// Decisions over HTTP: at a fixed rate while events come in, and flat out beside a bare Node server
// that parses and answers JSON. One JSON line a result, with the yardstick of the same run.
//   node bench/decisions.mjs [--rules 1000,10000] [--rate 1000] [--seconds 20] [--connections 16]
//                            [--ingest 1000] [--rounds 3] [--port 3950]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { root } from "../scripts/root.mjs";
import { cpuOf } from "./cpu.mjs";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { postBytes, rawClient } from "./raw-client.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    rules: { type: "string", default: "1000,10000" },
    rate: { type: "string", default: "1000" },
    seconds: { type: "string", default: "20" },
    connections: { type: "string", default: "16" },
    ingest: { type: "string", default: "1000" },
    rounds: { type: "string", default: "3" },
    port: { type: "string", default: "3950" },
  },
});
const connections = Number(values.connections);
const PATH = "/access/v1/evaluation";
const next = random(23);
let serial = 0;

const world = await policyWorld();
const deployment = await startDeployment({ name: "decisions", port: Number(values.port) });
const database = deployment.database();
const bare = spawn(process.execPath, [join(root, "bench/bare-server.mjs")], {
  stdio: ["pipe", "pipe", "inherit"],
});
try {
  const bareBase = `http://127.0.0.1:${String(await once(bare.stdout, "data").then(([text]) => text)).trim()}`;
  const key = deployment.key("bench", "decisions:evaluate,events:write");
  deployment.cli("sources", "set", "bench", "--groups-trusted", "yes");
  for (const rules of values.rules.split(",").map(Number)) {
    const document = JSON.stringify(world.policyOf(rules));
    deployment.cliWith(document, "policy", "publish", "-", "--reason", `${rules} rules`);
    await pause(2_000);
    const questions = world.requestsFor(rules, 2_000);
    const bytes = questions.map((one) => postBytes(deployment.base, PATH, key, one));
    await flatOut(deployment.base, bytes, 3);
    await steady(rules, key, bytes);
    await pause(2_000);
    await beside(rules, bytes, bareBase);
  }
} finally {
  bare.stdin.end();
  await deployment.remove();
}

/** A fixed rate, each question at its own moment, whether or not earlier ones are answered. */
async function steady(rules, key, bytes) {
  const client = await rawClient(deployment.base, connections);
  const ingest = ingesting(key);
  const latencies = [];
  const count = Number(values.rate) * Number(values.seconds);
  const before = cpus();
  const started = performance.now();
  const open = [];
  for (let n = 0; n < count;) {
    const due = ((performance.now() - started) / 1000) * Number(values.rate);
    for (; n < Math.min(due, count); n += 1)
      open.push(ask(client, bytes[n % bytes.length], latencies));
    await pause(1);
  }
  const allowed = (await Promise.all(open)).filter(Boolean).length;
  const seconds = (performance.now() - started) / 1000;
  const events = await ingest.stop();
  client.close();
  latencies.sort((a, b) => a - b);
  const at = (share) => round(latencies[Math.floor(latencies.length * share)]);
  print({
    bench: "decisions",
    what: "at a fixed rate while events come in",
    rules,
    perSecond: round(count / seconds),
    eventsPerSecond: round(events / seconds),
    allowed: round(allowed / count),
    p50: at(0.5),
    p99: at(0.99),
    most: at(0.9999),
    goalP50: 2,
    goalP99: 10,
    ...spent(before, count),
  });
}

async function ask(client, bytes, latencies) {
  const sent = performance.now();
  const { status, body } = await client.send(bytes);
  latencies.push(performance.now() - sent);
  if (status !== 200) throw new Error(`${status} ${body}`);
  return JSON.parse(body).decision;
}

/** Both as fast as they can, in turns; the median of the rounds. */
async function beside(rules, bytes, bareBase) {
  const [ours, theirs] = [[], []];
  const before = [...cpus(), cpuOf(bare.pid)];
  let [asked, askedBare] = [0, 0];
  for (let n = 0; n < Number(values.rounds); n += 1) {
    const yardstick = await flatOut(bareBase, bytes, 4);
    theirs.push(yardstick.perSecond);
    askedBare += yardstick.asked;
    const own = await flatOut(deployment.base, bytes, 4);
    ours.push(own.perSecond);
    asked += own.asked;
  }
  const bareCpu = ((cpuOf(bare.pid) - before[2]) / askedBare) * 1e6;
  const [rate, yardstick] = [median(ours), median(theirs)];
  print({
    bench: "decisions",
    what: "flat out",
    rules,
    connections,
    perSecond: round(rate),
    yardstick: "a bare Node server that parses and answers JSON",
    yardstickPerSecond: round(yardstick),
    ratio: round(rate / yardstick),
    goal: 0.4,
    ...spent(before, asked),
    yardstickCpuMicroseconds: round(bareCpu),
  });
}

async function flatOut(base, bytes, seconds) {
  const client = await rawClient(base, connections);
  let asked = 0;
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < until) {
        const { status, body } = await client.send(bytes[asked % bytes.length]);
        asked += 1;
        if (status !== 200) throw new Error(`${status} ${body}`);
      }
    }),
  );
  client.close();
  return { asked, perSecond: (asked / (performance.now() - started)) * 1000 };
}

/** Batches of 500 at a steady pace, until `stop` gives how many events were stored. */
function ingesting(key) {
  const agent = new Agent({ keepAlive: true });
  let stored = 0;
  let stopping = false;
  const running = (async () => {
    const started = performance.now();
    while (!stopping) {
      const events = Array.from({ length: 500 }, () =>
        event(next, `d-${(serial += 1)}`, Date.now()),
      );
      const bytes = Buffer.from(JSON.stringify(events));
      const { status, answer } = await send(agent, deployment.base, key, bytes);
      if (answer?.stored !== 500) throw new Error(`${status} ${JSON.stringify(answer)}`);
      stored += 500;
      await pause((stored / Number(values.ingest)) * 1000 - (performance.now() - started));
    }
  })();
  return {
    stop: async () => {
      stopping = true;
      await running;
      agent.destroy();
      return stored;
    },
  };
}

function cpus() {
  return [deployment.pid(), database.pid].map(cpuOf);
}

function spent(before, count) {
  const [server, own] = cpus().map((now, n) => round(((now - before[n]) / count) * 1e6));
  return { serverCpuMicroseconds: server, databaseCpuMicroseconds: own };
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** The rules and questions of `evaluate.mjs`. */
async function policyWorld() {
  const outfile = join(root, "dist", "bench-policy-world.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, "bench/policy-world.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  const made = await import(outfile);
  rmSync(outfile);
  return made;
}
