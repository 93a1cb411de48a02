// Pages of calls over the API, by size and by what an investigator asks: time of the answer, less
// what an empty authenticated request takes in the same run; beside it the same keyset query by hand.
// One JSON line a kind, and with several sizes one that compares them.
//   node bench/explorer.mjs [--calls 1000000[,10000000]] [--pages 60] [--only REGEX] [--port 3990]
//                           [--data DIR]  (filled databases are kept there, and used the next time)
import { join } from "node:path";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { print, round, startDeployment } from "./deployment.mjs";
import { random } from "./events.mjs";
import { KINDS, sampleOf } from "./explorer-kinds.mjs";
import { generate } from "./generate.mjs";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "1000000" },
    pages: { type: "string", default: "60" },
    only: { type: "string", default: "" },
    port: { type: "string", default: "3990" },
    data: { type: "string" },
  },
});
const PORT = Number(values.port);
const PAGES = Number(values.pages);
const HOUR_MS = 3_600_000;
const DAYS = 90;
/** What the list shows; the envelope of 1 KB is not part of it. */
const COLUMNS = `occurred_at, source_id, event_id, batch_id, batch_pos, type, caller_id, ran_as_id,
  client_id, session_id, server_id, tool_id, credential_id, caller_evidence, evidence, ran_as_kind,
  relation, verdict, flags, observed_flags, severity, decision, outcome, duration_ms, approval_id,
  trace_id`;

const bySize = new Map();
for (const size of values.calls.split(",").map(Number)) bySize.set(size, await measureSize(size));
const [smallest, largest] = [Math.min(...bySize.keys()), Math.max(...bySize.keys())];
if (smallest !== largest) {
  for (const [kind, { p50, p95 }] of bySize.get(largest)) {
    const small = bySize.get(smallest).get(kind);
    print({
      bench: "explorer",
      what: `${largest} calls against ${smallest}`,
      kind,
      ratio: { p50: round(p50 / small.p50), p95: round(p95 / small.p95) },
      goal: 1.5,
    });
  }
}

/** Server times by kind. */
async function measureSize(size) {
  const deployment = await startDeployment({
    name: "explorer",
    port: PORT,
    processes: { gate: "gate", rest: "console,worker" },
    ...(values.data && { keep: join(values.data, String(size)) }),
  });
  const { url } = deployment.database();
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false });
  try {
    const [{ filled }] = await sql`SELECT EXISTS (SELECT 1 FROM call) AS filled`;
    if (!filled) {
      const until = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
      await generate(deployment, { calls: size, until });
    }
    const [{ calls, until }] = await sql`
      SELECT (SELECT sum(n)::int FROM rollup_day) AS calls,
             (SELECT extract(epoch FROM max(occurred_at))::float8 * 1000 FROM call) AS until`;
    const run = { sql, calls, until, token: tokenOf(deployment), sample: await sampleOf(sql) };
    run.floor = await floorOf(run);
    const wanted = new RegExp(values.only);
    const found = new Map();
    for (const one of KINDS.filter(({ kind }) => wanted.test(kind)))
      found.set(one.kind, await measure(run, one));
    return found;
  } finally {
    await sql.end();
    await deployment.remove();
  }
}

async function measure(run, one) {
  const { kind, q, hand = null, raw = null, all, last, days, via, params = {} } = one;
  const path = one.path ?? "/api/v1/calls";
  const next = random(7);
  const text = q(run.sample);
  const from = days
    ? new Date(run.until - days * 24 * HOUR_MS).toISOString()
    : last && (await startOfLast(run, last));
  const [times, byHand, whole] = [[], [], []];
  let [rows, stopped, slowest] = [0, 0, 0];
  // Three first, which only warm the caches.
  for (let n = -3; n < PAGES; n++) {
    const to = new Date(
      run.until + 1 - (all || from ? 0 : next() * DAYS * 24 * HOUR_MS),
    ).toISOString();
    let asked = { q: text, to, ...(from && { from }), ...params };
    const cursor = via && (await cursorOf(run, asked, via));
    if (cursor) asked = { ...asked, cursor };
    const { ms, page } = await ask(run, path, asked);
    const handMs = hand === null ? null : await query(run, hand(run.sample), to);
    if (n < 0) continue;
    times.push(ms);
    slowest = Math.max(slowest, ms);
    if (handMs !== null) byHand.push(handMs);
    rows += page.items?.length ?? 0;
    if (page.searchedTo || page.items?.some(({ searchedTo }) => searchedTo)) stopped += 1;
    // Some are asked until they are at their end, or have a page: what a person waits for.
    if (n < 3) whole.push(await untilDone(run, path, asked, { ms, page }));
  }
  const server = times.map((ms) => Math.max(0, ms - run.floor));
  const at = (list, share) =>
    round(list.toSorted((a, b) => a - b)[Math.floor(list.length * share)]);
  const [p50, p95] = [at(server, 0.5), at(server, 0.95)];
  print({
    bench: "explorer",
    calls: run.calls,
    kind,
    q: text,
    rowsPerPage: round(rows / times.length),
    serverMilliseconds: { p50, p95, p99: at(server, 0.99) },
    httpMilliseconds: { p50: at(times, 0.5), p95: at(times, 0.95), most: round(slowest) },
    emptyRequest: round(run.floor),
    ...(byHand.length > 0 && {
      byHand: { p50: at(byHand, 0.5), p95: at(byHand, 0.95) },
      ratio: round(p50 / at(byHand, 0.5)),
    }),
    ...(raw && { rawTable: round(await countRaw(run, raw, from)) }),
    answeredBeforeTheEnd: stopped,
    untilPageOrEnd: {
      milliseconds: at(
        whole.map(({ ms }) => ms),
        0.5,
      ),
      answers: at(
        whole.map(({ answers }) => answers),
        0.5,
      ),
      slowestAnswer: round(Math.max(...whole.map(({ most }) => most))),
    },
  });
  return { p50, p95 };
}

/** Goes on until there are rows for a page or nothing is left. */
async function untilDone(run, path, asked, { ms, page }) {
  const all = { ms, answers: 1, most: ms };
  let [rows, cursor, stopped] = [page.items?.length ?? 0, page.next, page.searchedTo];
  while (stopped && rows < 50 && all.answers < 200) {
    const one = await ask(run, path, { ...asked, cursor });
    all.ms += one.ms;
    all.most = Math.max(all.most, one.ms);
    all.answers += 1;
    rows += one.page.items.length;
    [cursor, stopped] = [one.page.next, one.page.searchedTo];
  }
  return all;
}

async function ask({ token }, path, params) {
  const began = performance.now();
  const answer = await fetch(`http://127.0.0.1:${PORT + 1}${path}?${new URLSearchParams(params)}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const page = await answer.json();
  if (answer.status !== 200)
    throw new Error(`${path} ${JSON.stringify(params)} ${JSON.stringify(page)}`);
  return { ms: performance.now() - began, page };
}

/** Of the page after the first one, or (`previous`) of that one back. */
async function cursorOf(run, asked, via) {
  const first = await ask(run, "/api/v1/calls", asked);
  if (via === "next" || first.page.next === null) return first.page.next;
  const second = await ask(run, "/api/v1/calls", { ...asked, cursor: first.page.next });
  return second.page.previous;
}

/** Milliseconds of a request that is only authenticated. */
async function floorOf({ token }) {
  const times = [];
  for (let n = 0; n < 100; n++) {
    const began = performance.now();
    const answer = await fetch(`http://127.0.0.1:${PORT + 1}/api/v1/query/parse`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: '{"q":""}',
    });
    await answer.json();
    if (n >= 20) times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[40];
}

async function query({ sql }, where, to) {
  const began = performance.now();
  await sql.unsafe(
    `SELECT ${COLUMNS} FROM call WHERE ${where} AND occurred_at < '${to}'
     ORDER BY occurred_at DESC, source_id DESC, event_id DESC LIMIT 51`,
  );
  return performance.now() - began;
}

/** Milliseconds of a count over the table itself. */
async function countRaw({ sql }, columns, from) {
  const began = performance.now();
  await sql.unsafe(
    `SELECT ${columns}, count(*) FROM call WHERE occurred_at >= '${from}' GROUP BY ${columns}`,
  );
  return performance.now() - began;
}

/** Since when so many calls were made. */
async function startOfLast({ sql }, count) {
  const [row] = await sql`
    SELECT to_json(occurred_at AT TIME ZONE 'UTC')::text AS at FROM call ORDER BY occurred_at DESC OFFSET ${count} LIMIT 1`;
  return row ? `${JSON.parse(row.at)}Z` : undefined;
}

function tokenOf(deployment) {
  const email = `bench-${Date.now()}@acme.example`;
  deployment.cli("users", "create", "--email", email, "--role", "auditor");
  return deployment.cli("tokens", "create", "--email", email, "--name", "bench").trim();
}
