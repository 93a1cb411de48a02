// Replaying drafts of the policy over stored calls: where arguments decide and where they do not,
// and once with the worker killed by kill -9 in the middle. Each run's counts are compared with what
// the database counts by itself. One JSON line a run.
//   node bench/replay.mjs [--calls 1000000] [--base 20000] [--port 3970]
import { parseArgs } from "node:util";
import postgres from "postgres";
import { cpuOf } from "./cpu.mjs";
import { pause, print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { fill } from "./fill.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "1000000" },
    base: { type: "string", default: "20000" },
    port: { type: "string", default: "3970" },
  },
});
const number = (name) => Number(values[name]);
const GOAL_SECONDS = 60;
const next = random(12);

const deployment = await startDeployment({
  name: "replay",
  port: number("port"),
  processes: { console: "gate,console", worker: "worker" },
});
const database = deployment.database();
const { url } = database;
const sql = postgres(url, { max: 2, onnotice: () => {} });
try {
  const key = deployment.key("bench", "events:write,events:backfill");
  for (let n = 0; n < number("base"); n += 500) await send(key, events(n, 500));
  await sql`TRUNCATE payload_raw`;
  await fill(url, number("calls"), (weeks) => openWeeks(key, weeks));
  const token = member("admin,auditor");
  const rule = (more) => ({
    id: "r",
    subjects: ["anyone"],
    resources: ["tool:*/*"],
    effect: "allow",
    ...more,
  });
  await publish(token, rule({}));
  const oneTool = { id: "d", subjects: ["anyone"], resources: ["tool:server-1/*"], effect: "deny" };
  const denied = sql`c.server_id = (SELECT id FROM server WHERE name = 'server-1')`;
  await run(token, "a rule without conditions", [rule({}), oneTool], denied);
  const when = { arguments: { properties: { limit: { maximum: 49 } } } };
  const args = sql`(p.arguments::jsonb -> 'limit')::int <= 49`;
  await run(
    token,
    "a condition on the arguments of every call",
    [rule({}), { ...oneTool, resources: ["tool:*/*"], when }],
    args,
  );
  await run(
    token,
    "a rule without conditions, the worker killed once",
    [rule({}), oneTool],
    denied,
    true,
  );
} finally {
  await sql.end();
  await deployment.remove();
}

async function run(token, what, rules, revoked, kill = false) {
  const draft = await ask(token, "POST", "/policy/drafts", {
    document: JSON.stringify({ rules }),
    reason: "bench",
  });
  const range = { from: "2000-01-01T00:00:00Z", to: new Date().toISOString() };
  const cpu = () => [deployment.pid("worker"), database.pid].map(cpuOf);
  const before = cpu();
  const started = performance.now();
  const { job } = await ask(token, "POST", `/policy/drafts/${draft.id}/simulate`, range);
  const progress = [];
  let killedAt;
  for (;;) {
    const { state, done, total } = await ask(token, "GET", `/jobs/${job}`);
    progress.push(done);
    if (kill && killedAt === undefined && total !== null && done > total / 3) {
      killedAt = done;
      process.kill(deployment.pid("worker"), "SIGKILL");
    }
    if (state === "done") break;
    if (state !== "queued" && state !== "running") throw new Error(`the job is ${state}`);
    await pause(250);
  }
  const seconds = (performance.now() - started) / 1000;
  const [worker, postgresql] = cpu().map((now, n) => now - before[n]);
  const view = await ask(token, "GET", `/policy/drafts/${draft.id}/simulation`);
  const found = view.totals.find(({ outcome }) => outcome === "revoked")?.calls ?? 0;
  const [{ expected }] = await sql`
    SELECT count(*)::int AS expected FROM call c LEFT JOIN payload p ON p.occurred_at = c.occurred_at
      AND p.batch_id = c.batch_id AND p.batch_pos = c.batch_pos WHERE ${revoked}`;
  const right = found === expected;
  if (!right) process.exitCode = 1;
  const steps = new Set(progress).size;
  print({
    bench: "replay",
    what,
    calls: view.job.done,
    seconds: round(seconds),
    goalSeconds: GOAL_SECONDS,
    steps,
    revoked: found,
    expected,
    right,
    // What it costs, whoever else uses the machine; a killed worker took its share along.
    ...(kill
      ? { killedAt }
      : { cpuSeconds: { worker: round(worker), postgresql: round(postgresql) } }),
  });
}

function member(role) {
  const email = "bench@acme.example";
  deployment.cli("users", "create", "--email", email, "--role", role);
  return deployment.cli("tokens", "create", "--email", email).trim().split("\n").at(-1);
}

async function publish(token, rule) {
  const document = JSON.stringify({ rules: [rule] });
  const body = { document, reason: "bench", confirm: [rule.id] };
  await ask(token, "POST", "/policy/versions", body, { "if-match": '"0"' });
}

async function ask(token, method, path, body, headers = {}) {
  const response = await fetch(`${deployment.base}/api/v1${path}`, {
    method,
    // The command line blocks this process, and the server closes what is idle meanwhile.
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      connection: "close",
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function events(from, count) {
  const now = Date.now();
  return Array.from({ length: count }, (_, n) =>
    event(next, `e-${from + n}`, now - Math.floor(next() * 3_600_000)),
  );
}

/** An event in each of the last weeks makes their partitions. */
async function openWeeks(key, weeks) {
  const times = Array.from({ length: weeks }, (_, n) => Date.now() - (n + 1) * 7 * 86_400_000);
  await send(
    key,
    times.map((at, n) => event(next, `week-${n}`, at)),
  );
}

async function send(key, list) {
  const response = await fetch(`${deployment.base}/api/v1/events`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(list),
  });
  const body = await response.json();
  if (body.stored !== list.length) throw new Error(JSON.stringify(body).slice(0, 400));
}
