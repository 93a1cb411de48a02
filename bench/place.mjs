// Copies of ingested calls, placed in time by the rhythm: in the tables, the sequence and the counts
// by hour and day. Only times, ids and what ties calls together are new; hashes are the originals',
// so this is for measurements only. Which call is copied where follows from the seed.
import postgres from "postgres";
import { coarserCounts } from "./coarser-counts.mjs";
import { print, round } from "./deployment.mjs";

const AT_ONCE = 2;
const BATCH = 500;
const DAY_MS = 86_400_000;
/** Days whose payloads are copied whole; of earlier calls only messages and reasons are. */
const PAYLOAD_DAYS = 7;

/** Places `spans` (rhythm.mjs) after the calls that there are. Everything must be sequenced. */
export async function place(url, spans, { seed, until }) {
  const sql = postgres(url, { max: AT_ONCE, onnotice: () => {}, fetch_types: false });
  const started = performance.now();
  try {
    const days = daysOf(spans);
    await prepare(sql, spans);
    const [{ batch, index }] = await sql`
      SELECT (SELECT max(batch_id)::int FROM sealed) AS batch,
             (SELECT next_index::int FROM ledger_head) AS index`;
    let [firstBatch, firstIndex] = [batch + 1, index];
    for (const day of days) {
      Object.assign(day, { firstBatch, firstIndex, whole: until - day.at < PAYLOAD_DAYS * DAY_MS });
      firstBatch += Math.ceil(day.calls / BATCH);
      firstIndex += day.calls;
    }
    await sql`SELECT setval('batch_id', ${firstBatch})`;
    let done = 0;
    const waiting = [...days];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let day = waiting.shift(); day !== undefined; day = waiting.shift()) {
          await sql.begin((tx) => placeDay(tx, day, seed));
          done += day.calls;
          if ((days.length - waiting.length) % 10 === 0)
            print({
              bench: "place",
              calls: done,
              seconds: round((performance.now() - started) / 1000),
            });
        }
      }),
    );
    await sql`UPDATE ledger_head SET next_index = ${firstIndex}`;
    await coarserCounts(sql);
    await sql.unsafe("DROP TABLE bench_base, bench_pool, bench_session");
    await sql.unsafe("VACUUM (ANALYZE)");
    print({ bench: "place", calls: done, seconds: round((performance.now() - started) / 1000) });
  } finally {
    await sql.end();
  }
}

/** Spans of a day (UTC) together, so that counts by hour are written once and memory is bounded. */
function daysOf(spans) {
  const days = new Map();
  for (const span of spans) {
    const at = Math.floor(span.start / DAY_MS) * DAY_MS;
    const day = days.get(at) ?? { at, spans: [], calls: 0 };
    day.spans.push(span);
    day.calls += span.calls;
    days.set(at, day);
  }
  return [...days.values()].toSorted((a, b) => a.at - b.at);
}

/** The ingested calls by number, which of them a span draws from, and a session a caller and day. */
async function prepare(sql, spans) {
  await sql.unsafe(`
    CREATE UNLOGGED TABLE bench_base AS
    SELECT row_number() OVER (ORDER BY length(c.event_id), c.event_id)::int - 1 AS no, p.id AS path_id,
           c.*, pay.arguments, pay.arguments_salt, pay.result, pay.result_salt, pay.text,
           pay.text_salt, pay.network, pay.network_salt
    FROM call c
    JOIN path p ON p.caller_id = coalesce(c.caller_id, 0) AND p.client_id = coalesce(c.client_id, 0)
      AND p.source_id = c.source_id AND p.server_id = coalesce(c.server_id, 0)
      AND p.ran_as_id = coalesce(c.ran_as_id, 0) AND p.credential_id = coalesce(c.credential_id, 0)
    LEFT JOIN payload pay USING (occurred_at, batch_id, batch_pos);
    ALTER TABLE bench_base ADD PRIMARY KEY (no);
    CREATE UNLOGGED TABLE bench_pool (pool text, i int, no int, PRIMARY KEY (pool, i));
    INSERT INTO bench_pool SELECT 'all', no, no FROM bench_base`);
  for (const pool of new Set(spans.map((span) => span.pool))) {
    if (pool === "all") continue;
    const like = pool.startsWith("loop")
      ? "b.caller_id = m.caller_id AND b.tool_id = m.tool_id AND b.ran_as_id IS NOT DISTINCT FROM m.ran_as_id"
      : "b.server_id = m.server_id AND (b.outcome <> 'ok' OR b.no % 20 = 0)";
    await sql.unsafe(
      `INSERT INTO bench_pool
       SELECT $1, row_number() OVER (ORDER BY b.no) - 1, b.no
       FROM (SELECT * FROM bench_base WHERE caller_id IS NOT NULL AND outcome = 'ok'
             ORDER BY hashint4extended(no, hashtext($1)) LIMIT 1) m JOIN bench_base b ON ${like}`,
      [pool],
    );
  }
  const [{ first, last }] = await sql`
    SELECT min(${sql.unsafe("occurred_at")})::date::text AS first, now()::date::text AS last FROM call`;
  await sql.unsafe(
    `WITH made AS (
       INSERT INTO session (source_id, session_sha256)
       SELECT source_id, sha256(convert_to(concat_ws('-', 'bench', source_id, caller_id, day::date), 'UTF8'))
       FROM (SELECT DISTINCT source_id, caller_id FROM bench_base WHERE caller_id IS NOT NULL) c
       CROSS JOIN generate_series($1::text::date, $2::text::date, interval '1 day') day
       RETURNING id, session_sha256)
     SELECT count(*) FROM made`,
    [first, last],
  );
  await sql.unsafe(`
    CREATE UNLOGGED TABLE bench_session AS
    SELECT c.source_id, c.caller_id, day.day::date AS day, s.id
    FROM (SELECT DISTINCT source_id, caller_id FROM bench_base WHERE caller_id IS NOT NULL) c
    CROSS JOIN generate_series('${first}'::date, '${last}'::date, interval '1 day') day
    JOIN session s ON s.source_id = c.source_id AND s.session_sha256 =
      sha256(convert_to(concat_ws('-', 'bench', c.source_id, c.caller_id, day.day::date), 'UTF8'));
    CREATE INDEX ON bench_session (day)`);
  await sql.unsafe("ANALYZE");
}

async function placeDay(tx, day, seed) {
  await tx.unsafe("SET LOCAL synchronous_commit = off; SET LOCAL work_mem = '256MB'");
  // Two numbers for each call of a span: when, and which of the pool.
  await tx.unsafe(
    `CREATE TEMP TABLE placed ON COMMIT DROP AS
     SELECT (row_number() OVER (ORDER BY at, span, g) - 1)::int AS k, at, no
     FROM (
       SELECT s.span, g.g, p.no, s.start + interval '1 microsecond' * floor(
                s.ms * 1000 * (hashint8extended(g.g, $2 + s.span * 2) & 4294967295) / 4294967296) AS at
       FROM json_to_recordset($1::text::json) AS s(span bigint, start timestamptz, ms float8, calls int, pool text)
       JOIN (SELECT pool, count(*) AS size FROM bench_pool GROUP BY pool) z USING (pool)
       CROSS JOIN LATERAL generate_series(1, s.calls) g
       JOIN bench_pool p ON p.pool = s.pool
         AND p.i = (hashint8extended(g.g, $2 + s.span * 2 + 1) & 4294967295) % z.size) spread`,
    [
      JSON.stringify(
        day.spans.map((span, n) => ({
          ...span,
          span: (day.at / DAY_MS) * 1000 + n,
          start: new Date(span.start).toISOString(),
        })),
      ),
      seed,
    ],
  );
  const name = new Date(day.at).toISOString().slice(0, 10);
  const batch = `${day.firstBatch} + k / ${BATCH}`;
  await tx.unsafe(`
    INSERT INTO call (${Object.keys(COLUMNS).join(", ")})
    SELECT ${Object.values(COLUMNS).join(", ").replaceAll("$batch", batch).replaceAll("$day", name)}
    FROM placed JOIN bench_base b USING (no)
    LEFT JOIN bench_session s ON s.day = '${name}' AND s.caller_id = b.caller_id AND s.source_id = b.source_id
    ORDER BY k`);
  const parts = ["arguments", "result", "network", "text"].flatMap((part) => {
    const whole = day.whole || part === "text";
    return [part, `${part}_salt`].map((column) => [column, whole ? column : "NULL"]);
  });
  await tx.unsafe(`
    INSERT INTO payload (occurred_at, batch_id, batch_pos, ${parts.map(([column]) => column).join(", ")})
    SELECT at, ${batch}, k % ${BATCH}, ${parts.map(([, value]) => value).join(", ")}
    FROM placed JOIN bench_base USING (no) ${day.whole ? "" : "WHERE text IS NOT NULL"} ORDER BY k`);
  await tx.unsafe(`
    INSERT INTO sealed (batch_id, first_index, n, from_time, to_time)
    SELECT ${batch}, ${day.firstIndex} + min(k), count(*), min(at), max(at) FROM placed GROUP BY 1`);
  await tx.unsafe(`
    INSERT INTO rollup_hour AS r
    SELECT date_trunc('hour', at, 'UTC'), path_id, coalesce(tool_id, 0), verdict, outcome,
           coalesce(decision, ''), count(*)
    FROM placed JOIN bench_base USING (no) GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (hour, path_id, tool_id, verdict, outcome, decision) DO UPDATE SET n = r.n + excluded.n`);
}

/** Of a copy: what each column holds. */
const SAME = `source_id caller_id client_id server_id tool_id ran_as_id credential_id type relation
  verdict flags observed_flags caller_evidence evidence severity judged_at_version ran_as_kind decision
  outcome duration_ms policy_version facts facts_salt envelope leaf_hash body_mac`.split(/\s+/);
const COLUMNS = {
  occurred_at: "at",
  received_at: "at + interval '300 milliseconds'",
  event_id: "'$day-' || k",
  batch_id: "$batch",
  batch_pos: `k % ${BATCH}`,
  session_id: "s.id",
  decision_id: "CASE WHEN b.decision_id IS NOT NULL THEN 'd-$day-' || k END",
  approval_id: "CASE WHEN b.approval_id IS NOT NULL THEN 'apr_$day-' || k END",
  trace_id: "md5(concat_ws('-', b.caller_id, date_bin('2 minutes', at, 'epoch')))",
  ...Object.fromEntries(SAME.map((column) => [column, `b.${column}`])),
};
