// Pages of calls over the API, at a size and for the kinds of query that an investigator asks: time
// of the answer, beside the same keyset query by hand on a connection of its own, and how far a
// search got where no index serves it. One JSON line a kind.
//   node bench/explorer.mjs [--calls 1000000] [--port 3990] [--pages 60]
import { Agent } from "node:http";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { print, round, startDeployment } from "./deployment.mjs";
import { event, random } from "./events.mjs";
import { fill } from "./fill.mjs";
import { send } from "./send.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "1000000" },
    port: { type: "string", default: "3990" },
    pages: { type: "string", default: "60" },
  },
});
const number = (name) => Number(values[name]);
const DAYS = 90;
/** So that the copies of `fill.mjs`, 22 hours apart, reach over 90 days. */
const BASE = Math.ceil(number("calls") / 98);
const BATCH = 500;
const HOUR_MS = 3_600_000;

/** A query of the language, and what a person would write in psql for it; null where nobody would. */
const KINDS = [
  { kind: "everything", q: "", where: () => "true" },
  { kind: "one person", q: "caller:00u7", where: (ids) => `caller_id = ${ids.person}` },
  { kind: "one server", q: "server:server-3", where: (ids) => `server_id = ${ids.server}` },
  {
    kind: "a tool of a server",
    q: "tool:server-3/tool_2",
    where: (ids) => `tool_id = ${ids.tool}`,
  },
  {
    kind: "ran as a service",
    q: "ranas:https://server-3.example|svc",
    where: (ids) => `ran_as_id = ${ids.ranAs}`,
  },
  { kind: "a common verdict", q: "is:mismatch", where: () => "verdict = 'mismatch'" },
  { kind: "a rare verdict", q: "is:contradicted", where: () => "verdict = 'contradicted'" },
  {
    kind: "person and server",
    q: "caller:00u7 server:server-3",
    where: (ids) => `caller_id = ${ids.person} AND server_id = ${ids.server}`,
  },
  {
    kind: "person, server, not ok",
    q: "caller:00u7 server:server-3 -outcome:ok",
    where: (ids) => `caller_id = ${ids.person} AND server_id = ${ids.server} AND outcome <> 'ok'`,
  },
  {
    kind: "a pair that hardly overlaps",
    q: "caller:00u399 tool:server-23/tool_11",
    where: () => null,
  },
  { kind: "either of two", q: "caller:00u7 OR server:server-20", where: () => null },
  { kind: "slow and failed", q: "duration>890ms outcome:error", where: () => null },
  { kind: "text that nothing has", q: '"no such words"', where: () => null },
];

const deployment = await startDeployment({
  name: "explorer",
  port: number("port"),
  processes: { gate: "gate", rest: "console,worker" },
});
const { url } = deployment.database();
const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
const agent = new Agent({ keepAlive: true });
const next = random(7);
try {
  const key = deployment.key("bench", "events:write,events:backfill");
  const start = Date.now();
  for (let n = 0; n < BASE; n += BATCH) {
    await post(
      key,
      (i) => event(next, `e-${n + i}`, start - Math.floor(next() * 22 * HOUR_MS)),
      Math.min(BATCH, BASE - n),
    );
  }
  await settled();
  // Payloads are not read by these queries but one; their copies would only fill the disk.
  await sql`TRUNCATE payload, payload_raw`;
  const calls = await fill(url, number("calls"), (weeks) =>
    post(key, (n) => event(next, `week-${n}`, start - (n + 1) * 7 * 24 * HOUR_MS), weeks),
  );
  await sql.unsafe("VACUUM (ANALYZE) call");
  const token = memberToken();
  const ids = await idsOf();
  for (const one of KINDS) await measure(one, { calls, token, ids, start });
} finally {
  agent.destroy();
  await sql.end();
  await deployment.remove();
}

async function measure({ kind, q, where }, { calls, token, ids, start }) {
  const times = [];
  const byHand = [];
  let stopped = 0;
  let rows = 0;
  // Three first, which only warm the caches.
  for (let n = -3; n < number("pages"); n++) {
    const to = new Date(start - Math.floor(next() * DAYS * 24 * HOUR_MS)).toISOString();
    const { ms, page } = await ask(token, { q, to });
    const hand = where(ids);
    const handMs = hand === null ? null : await query(hand, to);
    if (n < 0) continue;
    times.push(ms);
    if (handMs !== null) byHand.push(handMs);
    if (page.searchedTo !== null) stopped += 1;
    rows += page.items.length;
  }
  const at = (list, share) =>
    round(list.toSorted((a, b) => a - b)[Math.floor(list.length * share)]);
  print({
    bench: "explorer",
    calls,
    kind,
    q,
    rowsPerPage: round(rows / times.length),
    milliseconds: { p50: at(times, 0.5), p95: at(times, 0.95), p99: at(times, 0.99) },
    ...(byHand.length > 0 && {
      byHand: { p50: at(byHand, 0.5), p95: at(byHand, 0.95) },
      ratio: round(at(times, 0.5) / at(byHand, 0.5)),
    }),
    answeredBeforeTheEnd: stopped,
  });
}

async function ask(token, params) {
  const began = performance.now();
  const answer = await fetch(
    `http://127.0.0.1:${number("port") + 1}/api/v1/calls?${new URLSearchParams(params)}`,
    {
      headers: { authorization: `Bearer ${token}` },
    },
  );
  const page = await answer.json();
  if (answer.status !== 200) throw new Error(JSON.stringify(page));
  return { ms: performance.now() - began, page };
}

async function query(where, to) {
  const began = performance.now();
  await sql.unsafe(
    `SELECT * FROM call WHERE ${where} AND occurred_at < '${to}'
     ORDER BY occurred_at DESC, source_id DESC, event_id DESC LIMIT 51`,
  );
  return performance.now() - began;
}

async function idsOf() {
  const [found] = await sql`
    SELECT (SELECT id FROM principal WHERE iss = 'https://idp.acme.example' AND sub = '00u7') AS person,
           (SELECT id FROM principal WHERE iss = 'https://server-3.example' AND sub = 'svc') AS "ranAs",
           (SELECT id FROM server WHERE name = 'server-3') AS server,
           (SELECT t.id FROM tool t JOIN server s ON s.id = t.server_id
            WHERE s.name = 'server-3' AND t.name = 'tool_2') AS tool`;
  return found;
}

function memberToken() {
  deployment.cli("users", "create", "--email", "bench@acme.example", "--role", "investigator");
  return deployment
    .cli("tokens", "create", "--email", "bench@acme.example", "--name", "bench")
    .trim();
}

async function post(key, make, count) {
  const events = Array.from({ length: count }, (_, n) => make(n));
  const { status, answer } = await send(
    agent,
    deployment.base,
    key,
    Buffer.from(JSON.stringify(events)),
  );
  if (status !== 200 || answer.stored !== count)
    throw new Error(`${status} ${JSON.stringify(answer)}`.slice(0, 300));
}

async function settled() {
  for (;;) {
    const [{ n }] = await sql`SELECT count(*)::int AS n FROM seal_pending`;
    if (n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
