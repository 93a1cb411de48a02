// Kills the gate, the worker or PostgreSQL (kill -9) at random moments while events are being
// posted, and checks that every acknowledged event is stored once and that the rollups equal a
// recount. The client is the checker: it keeps every acknowledgement. One JSON line a round.
//   node bench/crash.mjs [--rounds 20] [--events 5000] [--port 3900]
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { pause, print, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "20" },
    events: { type: "string", default: "5000" },
    port: { type: "string", default: "3900" },
  },
});
const rounds = Number(values.rounds);
const events = Number(values.events);
const BATCH = 50;
const CONNECTIONS = 8;
const GIVE_UP_MS = 120_000;
const VICTIMS = ["gate", "postgres", "worker"];
const next = random(11);

const deployment = await startDeployment({
  name: "crash",
  port: Number(values.port),
  processes: { gate: "gate", worker: "worker" },
});
const acknowledged = new Map();
let resent = 0;
try {
  const key = deployment.key("crash");
  for (let number = 1; number <= rounds; number += 1) await round(key, number);
  print({ bench: "crash", rounds, events: rounds * events, ...(await verdict()) });
} finally {
  await deployment.remove();
}

async function round(key, number) {
  const victim = VICTIMS[number % VICTIMS.length];
  const started = Date.now();
  const before = resent;
  const killAt = Math.floor(Math.random() * events * 0.8);
  let remaining = events;
  let killed = false;
  const sender = async (lane) => {
    for (let n = 0; remaining > 0; n += 1) {
      const size = Math.min(BATCH, remaining);
      remaining -= size;
      const batch = Array.from({ length: size }, (_, i) =>
        event(next, `${number}-${lane}-${n}-${i}`, Date.now()),
      );
      await deliver(key, batch, started);
      if (!killed && events - remaining >= killAt) {
        killed = true;
        // Somewhere within the requests that are under way.
        setTimeout(() => kill(victim), Math.random() * 20);
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, lane) => sender(lane)));
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  print({ bench: "crash", round: number, victim, killed, seconds, resent: resent - before });
}

function kill(victim) {
  process.kill(
    victim === "postgres" ? deployment.database().pid : deployment.pid(victim),
    "SIGKILL",
  );
}

async function deliver(key, batch, since) {
  for (;;) {
    if (Date.now() - since > GIVE_UP_MS) throw new Error("not delivered within two minutes");
    const answer = await post(key, batch);
    if (answer) {
      for (const { id, status } of answer.results) {
        acknowledged.set(id, [...(acknowledged.get(id) ?? []), status]);
      }
      return;
    }
    resent += batch.length;
    await pause(100);
  }
}

async function post(key, batch) {
  let response;
  try {
    response = await fetch(`${deployment.base}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status === 200) return await response.json();
    await response.arrayBuffer();
  } catch {
    return null;
  }
  if (response.status === 500) print({ bench: "crash", warning: "an answer of 500" });
  if (response.status < 500 && response.status !== 429) {
    throw new Error(`refused with ${response.status}`);
  }
  return null;
}

async function verdict() {
  const sql = postgres(deployment.database().url, { max: 1 });
  try {
    for (let n = 0; n < 300; n += 1) {
      const [{ waiting }] = await sql`SELECT count(*)::int AS waiting FROM seal_pending`;
      if (waiting === 0) break;
      await pause(200);
    }
    const rows = await sql`SELECT event_id, count(*)::int AS n FROM call GROUP BY 1`;
    const stored = new Map(rows.map(({ event_id: id, n }) => [id, n]));
    const lost = [...acknowledged.keys()].filter((id) => !stored.has(id)).length;
    const duplicated = rows.filter(({ n }) => n > 1).length;
    const storedTwice = [...acknowledged.values()].filter(
      (all) => all.filter((status) => status === "stored").length > 1,
    ).length;
    const [sequence] = await sql`
      SELECT count(*)::int AS sealed, count(DISTINCT s.first_index + c.batch_pos)::int AS indexes,
             coalesce(max(s.first_index + c.batch_pos) + 1, 0)::int AS next
      FROM call c JOIN sealed s USING (batch_id)`;
    const [pending] = await sql`SELECT count(*)::int AS n FROM seal_pending`;
    const wrong = await sql.unsafe(readFileSync("bench/recount.sql", "utf8"));
    const gapFree = sequence.sealed === sequence.indexes && sequence.sealed === sequence.next;
    const rollupsWrong = wrong.length;
    if (rollupsWrong > 0) print({ bench: "crash", wrong: wrong.slice(0, 6) });
    return {
      acknowledged: acknowledged.size,
      stored: stored.size,
      lost,
      duplicated,
      storedTwice,
      gapFree,
      unsequenced: pending.n,
      rollupsWrong,
      pass: lost + duplicated + storedTwice + pending.n + rollupsWrong === 0 && gapFree,
    };
  } finally {
    await sql.end();
  }
}
