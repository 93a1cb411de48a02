// Stops and starts the database under load, three times: the server must not end, must go not ready
// and ready again, and must lose nothing that it acknowledged. The database is the embedded one of a
// first process; the server under test is a second one that knows it by DATABASE_URL only.
//   node bench/outage.mjs [--times 3] [--away 8] [--port 3940]
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";

const { values } = parseArgs({
  options: {
    times: { type: "string", default: "3" },
    away: { type: "string", default: "8" },
    port: { type: "string", default: "3940" },
  },
});
const next = random(17);
const acknowledged = new Set();
const refused = {};
let serial = 0;
let ending = false;

const host = await startDeployment({
  name: "outage",
  port: Number(values.port),
  processes: { database: "worker" },
});
const { url } = host.database();
const server = await startDeployment({
  name: "outage-server",
  port: Number(values.port) + 5,
  more: {
    DATABASE_URL: url,
    ONBEHALF_SECRET: readFileSync(join(host.data, "secret"), "utf8").trim(),
    ONBEHALF_LOG_LEVEL: "error",
  },
});
const pid = server.pid();
try {
  const key = host.key("outage");
  const senders = Array.from({ length: 6 }, () => sendUntilEnd(key));
  for (let n = 1; n <= Number(values.times); n += 1) {
    await pause(3_000);
    const readyBefore = await isReady();
    const database = host.database().pid;
    await host.stop("database");
    // Its host leaves it running while a server uses it: a fast shutdown ends it under the load.
    process.kill(database, "SIGINT");
    const redAfter = await secondsUntil(async () => !(await isReady()));
    await pause(Number(values.away) * 1000);
    await host.start("database");
    const greenAfter = await secondsUntil(isReady);
    const storedAfter = await secondsUntil(grows());
    print({ bench: "outage", n, readyBefore, redAfter, greenAfter, storedAfter });
  }
  await pause(2_000);
  ending = true;
  await Promise.all(senders);
  print({ bench: "outage", ...(await verdict()) });
} finally {
  ending = true;
  await server.remove();
  await host.remove();
}

async function sendUntilEnd(key) {
  while (!ending) {
    const events = Array.from({ length: 50 }, () => event(next, `a-${(serial += 1)}`, Date.now()));
    while (!(await deliver(key, events)) && !ending) await pause(200);
  }
}

async function deliver(key, events) {
  const answer = await fetch(`${server.base}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(events),
    signal: AbortSignal.timeout(30_000),
  }).catch((error) => ({ status: error.name }));
  if (answer.status !== 200) {
    refused[answer.status] = (refused[answer.status] ?? 0) + 1;
    await answer.arrayBuffer?.();
    return false;
  }
  for (const { id, status } of (await answer.json()).results) {
    if (status === "stored" || status === "duplicate") acknowledged.add(id);
  }
  return true;
}

async function isReady() {
  const answer = await fetch(`${server.base}/readyz`);
  await answer.arrayBuffer();
  return answer.status === 200;
}

function grows() {
  const before = acknowledged.size;
  return async () => acknowledged.size > before;
}

async function secondsUntil(holds) {
  const started = performance.now();
  while (!(await holds())) {
    if (performance.now() - started > 60_000) throw new Error("waited a minute in vain");
    await pause(50);
  }
  return round((performance.now() - started) / 1000);
}

async function verdict() {
  const sql = postgres(url, { max: 1 });
  try {
    const rows = await sql`SELECT event_id AS id FROM call`;
    const stored = new Set(rows.map(({ id }) => id));
    const lost = [...acknowledged].filter((id) => !stored.has(id)).length;
    const sameProcess = server.pid() === pid;
    const only503 = Object.keys(refused).every((status) => status === "503");
    return {
      acknowledged: acknowledged.size,
      lost,
      duplicated: rows.length - stored.size,
      refused,
      sameProcess,
      pass: lost === 0 && rows.length === stored.size && sameProcess && only503,
    };
  } finally {
    await sql.end();
  }
}
