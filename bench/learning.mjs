// What learning the catalog costs beside taking the same events in: calls of thousands of tools, and
// lists of tools among them. The worker does not run; its step is taken by hand once all is stored.
//   node bench/learning.mjs [--events 50000] [--servers 100] [--tools 20] [--lists 100] [--rounds 3]
//                           [--port 3960]     (a list after so many calls; 0 for none)
import { Agent } from "node:http";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { root } from "../scripts/root.mjs";
import { cpuOf } from "./cpu.mjs";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "50000" },
    servers: { type: "string", default: "100" },
    tools: { type: "string", default: "20" },
    lists: { type: "string", default: "100" },
    rounds: { type: "string", default: "3" },
    port: { type: "string", default: "3960" },
  },
});
const number = (name) => Number(values[name]);
const SIZE = 500;
const next = random(29);
let serial = 0;

const { learnAll } = await bundled();
const deployment = await startDeployment({
  name: "learning",
  port: number("port"),
  processes: { server: "gate" },
});
const database = deployment.database();
try {
  const key = deployment.key("bench");
  await ingest(key, 10 * SIZE);
  await learnAll(database.url);
  for (let run = 0; run < number("rounds"); run += 1) {
    const before = cpuOf(database.pid);
    const stored = await ingest(key, number("events"));
    await pause(500);
    const between = cpuOf(database.pid);
    const own = process.cpuUsage();
    const learned = await learnAll(database.url);
    const { user, system } = process.cpuUsage(own);
    // The database counts a connection's CPU time once it is gone.
    await pause(500);
    if (learned.events !== stored.events) {
      throw new Error(`learned from ${learned.events} of ${stored.events}`);
    }
    print({
      bench: "learning",
      run,
      events: learned.events,
      tools: number("servers") * number("tools"),
      listEvery: number("lists"),
      eventsPerSecond: round(learned.events / learned.seconds),
      cpuMicroseconds: round((user + system) / learned.events),
      databaseCpuMicroseconds: round(((cpuOf(database.pid) - between) / learned.events) * 1e6),
      yardstick: "ingest of the same events by batches, same run",
      yardstickPerSecond: round(stored.events / stored.seconds),
      yardstickCpuMicroseconds: round((stored.cpu / stored.events) * 1e6),
      yardstickDatabaseCpuMicroseconds: round(((between - before) / stored.events) * 1e6),
      timeShare: round(learned.seconds / stored.seconds),
    });
  }
} finally {
  await deployment.remove();
}

/** So many events over four connections; throws at any answer but "all stored". */
async function ingest(key, events) {
  const bodies = Array.from({ length: Math.ceil(events / SIZE) }, () =>
    Buffer.from(JSON.stringify(Array.from({ length: SIZE }, made))),
  );
  const agent = new Agent({ keepAlive: true });
  const before = cpuOf(deployment.pid());
  const started = performance.now();
  let at = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let body = bodies[at++]; body !== undefined; body = bodies[at++]) {
        const { status, answer } = await send(agent, deployment.base, key, body);
        if (answer?.stored !== SIZE) throw new Error(`${status} ${JSON.stringify(answer)}`);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { events: bodies.length * SIZE, seconds, cpu: cpuOf(deployment.pid()) - before };
}

function made() {
  serial += 1;
  const server = `server-${Math.floor(next() ** 2 * number("servers"))}`;
  const tools = Array.from({ length: number("tools") }, (_, n) => `tool_${n}`);
  const one = event(next, `l-${serial}`, Date.now());
  if (number("lists") > 0 && serial % number("lists") === 0) {
    const { id, time } = one;
    const result = { tools: tools.map(definitionOf) };
    return { id, time, type: "tools.list", server: { name: server }, result };
  }
  one.server.name = server;
  one.tool.name = tools[Math.floor(next() ** 2 * tools.length)];
  return one;
}

function definitionOf(name) {
  const properties = { query: { type: "string" }, limit: { type: "integer", maximum: 100 } };
  const description = `${name} of the bench, described in a sentence as long as many are.`;
  return { name, description, inputSchema: { type: "object", properties, required: ["query"] } };
}

async function bundled() {
  const outfile = join(root, "dist", "bench-learn-all.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: [join(root, "bench/learn-all.ts")],
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
