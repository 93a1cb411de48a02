// Kills the server or PostgreSQL (kill -9) at random moments while events are being posted, and
// checks that every acknowledged event is stored once. The client is the checker: it keeps every
// acknowledgement. One JSON line a round, one for the whole.
//   node bench/crash.mjs [--rounds 20] [--events 5000] [--port 3900]
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "20" },
    events: { type: "string", default: "5000" },
    port: { type: "string", default: "3900" },
  },
});
const rounds = Number(values.rounds);
const events = Number(values.events);
const port = Number(values.port);
const BATCH = 50;
const CONNECTIONS = 8;
const GIVE_UP_MS = 120_000;

const data = mkdtempSync(join(tmpdir(), "onbehalf-crash-"));
const env = { ...process.env, ONBEHALF_DATA: data, PORT: String(port), ONBEHALF_LOG_LEVEL: "warn" };
delete env.DATABASE_URL;
const base = `http://127.0.0.1:${port}`;
let server;
let stopping = false;

try {
  const key = createKey();
  await startServer();
  const acknowledged = new Map();
  let resent = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const victim = round % 2 === 0 ? "postgres" : "server";
    const started = Date.now();
    const before = resent;
    let remaining = events;
    const killAt = Math.floor(Math.random() * events * 0.8);
    let killed = false;
    const sender = async (lane) => {
      for (let n = 0; remaining > 0; n += 1) {
        const size = Math.min(BATCH, remaining);
        remaining -= size;
        const batch = Array.from({ length: size }, (_, i) => event(`${round}-${lane}-${n}-${i}`));
        await deliver(key, batch, acknowledged, started);
        if (!killed && events - remaining >= killAt) {
          killed = true;
          // Somewhere within the requests that are under way.
          setTimeout(() => kill(victim), Math.random() * 20);
        }
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, lane) => sender(lane)));
    print({
      bench: "crash",
      round,
      victim,
      killed,
      seconds: seconds(started),
      resent: resent - before,
    });
  }
  print({ bench: "crash", rounds, events: rounds * events, ...(await verdict(acknowledged)) });

  async function deliver(apiKey, batch, acks, since) {
    for (;;) {
      if (Date.now() - since > GIVE_UP_MS) throw new Error("not delivered within two minutes");
      const answer = await post(apiKey, batch);
      if (answer) {
        for (const { id, status } of answer.results)
          acks.set(id, [...(acks.get(id) ?? []), status]);
        return;
      }
      resent += batch.length;
      await pause(100);
    }
  }
} finally {
  stopping = true;
  await stopServer();
  rmSync(data, { recursive: true, force: true });
}

function event(id) {
  return {
    id,
    type: "tool.call",
    time: new Date().toISOString(),
    caller: { evidence: "validated", iss: "https://idp.example", sub: `user-${id.length % 5}` },
    server: { name: "jira" },
    tool: { name: "create_issue", arguments: { summary: "x".repeat(600) } },
    outcome: { status: "ok", durationMs: 5 },
  };
}

async function post(key, batch) {
  try {
    const response = await fetch(`${base}/api/v1/events`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(batch),
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status === 200) return await response.json();
    await response.arrayBuffer();
    if (response.status < 500) throw new Error(`refused with ${response.status}`);
    if (response.status === 500) print({ bench: "crash", warning: "an answer of 500" });
    return null;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith("refused")) throw error;
    return null;
  }
}

function createKey() {
  return cli("keys", "create", "--source", "crash", "--scopes", "events:write").trim();
}

function cli(...args) {
  const command = ["dist/cli.mjs", ...args];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, {
    env,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

async function startServer() {
  server = spawn(process.execPath, ["dist/main.mjs"], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const own = server;
  own.on("exit", () => {
    if (own === server && !stopping) void startServer();
  });
  for (let n = 0; n < 600; n += 1) {
    const ready = await fetch(`${base}/readyz`).then(
      (r) => r.ok,
      () => false,
    );
    if (ready) return;
    await pause(100);
  }
  throw new Error("the server did not come up");
}

function kill(victim) {
  process.kill(victim === "server" ? server.pid : database().pid, "SIGKILL");
}

function database() {
  return JSON.parse(cli("config", "--database"));
}

async function verdict(acknowledged) {
  await pause(3_000);
  const sql = postgres(database().url, { max: 1 });
  try {
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
    const gapFree = sequence.sealed === sequence.indexes && sequence.sealed === sequence.next;
    return {
      acknowledged: acknowledged.size,
      stored: stored.size,
      lost,
      duplicated,
      storedTwice,
      gapFree,
      unsequenced: pending.n,
      pass: lost === 0 && duplicated === 0 && storedTwice === 0 && gapFree && pending.n === 0,
    };
  } finally {
    await sql.end();
  }
}

async function stopServer() {
  if (!server || server.exitCode !== null) return;
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await gone;
}

function seconds(since) {
  return Math.round((Date.now() - since) / 100) / 10;
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function print(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
