// Multiplies stored calls over the past, in all tables and the sequence, to measure at a size that
// would take hours to ingest. The copies' hashes are the originals': for measurements only.
import postgres from "postgres";
import { coarserCounts } from "./coarser-counts.mjs";
import { print, round } from "./deployment.mjs";

/** Whole hours, so that the counts by hour can be copied too. */
const SHIFT_HOURS = 22;
const COPIES_AT_ONCE = 2;

/** Adds copies of all calls, each lot 22 hours further back, until there are about `target`. */
export async function fill(url, target, openWeeks) {
  const sql = postgres(url, { max: COPIES_AT_ONCE, onnotice: () => {}, fetch_types: false });
  try {
    const started = performance.now();
    await settled(sql);
    const [base] = await sql`
      SELECT count(*)::int AS events, min(batch_id)::int AS first, max(batch_id)::int AS last FROM call`;
    const copies = Math.ceil(target / base.events) - 1;
    // What opens the weeks comes after the copies' batches, and must not be taken for one.
    await sql`SELECT setval('batch_id', ${base.last + (base.last - base.first + 1) * copies + 1})`;
    await openWeeks(Math.ceil((copies * SHIFT_HOURS) / 24 / 7) + 1);
    await settled(sql);
    const columns = await columnsOf(sql, ["call", "payload", "payload_raw"]);
    const numbers = Array.from({ length: copies }, (_, n) => n + 1);
    await Promise.all(
      Array.from({ length: COPIES_AT_ONCE }, async () => {
        for (let n = numbers.shift(); n !== undefined; n = numbers.shift()) {
          await copyOnce(sql, columns, base, n);
          if (n % 10 === 0) print({ bench: "fill", copies: n, of: copies });
        }
      }),
    );
    await sequence(sql, base, copies);
    await sql.unsafe("ANALYZE");
    const [{ n }] = await sql`SELECT count(*)::int AS n FROM call`;
    print({ bench: "fill", calls: n, seconds: round((performance.now() - started) / 1000) });
    return n;
  } finally {
    await sql.end();
  }
}

async function copyOnce(sql, columns, { first, last }, n) {
  const shift = `interval '${n * SHIFT_HOURS} hours'`;
  const step = (last - first + 1) * n;
  for (const [table, names] of Object.entries(columns)) {
    const values = names.map((name) => {
      if (name === "occurred_at" || name === "received_at") return `${name} - ${shift}`;
      if (name === "batch_id") return `batch_id + ${step}`;
      return name === "event_id" ? `event_id || '-${n}'` : name;
    });
    await sql.unsafe(
      `INSERT INTO ${table} (${names.join(", ")}) SELECT ${values.join(", ")} FROM ${table}
       WHERE batch_id BETWEEN ${first} AND ${last} ORDER BY occurred_at`,
    );
  }
}

/** The copies follow the originals in the sequence; counts by hour and day with them. */
async function sequence(sql, { first, last }, copies) {
  const step = last - first + 1;
  await sql.unsafe(`
    WITH originals AS (SELECT * FROM sealed WHERE batch_id BETWEEN ${first} AND ${last}),
    copied AS (
      INSERT INTO sealed (batch_id, first_index, n, from_time, to_time)
      SELECT o.batch_id + ${step} * c.n,
             h.next_index + sum(o.n) OVER (ORDER BY c.n, o.batch_id) - o.n, o.n,
             o.from_time - c.n * interval '${SHIFT_HOURS} hours',
             o.to_time - c.n * interval '${SHIFT_HOURS} hours'
      FROM originals o CROSS JOIN generate_series(1, ${copies}) AS c(n) CROSS JOIN ledger_head h
      RETURNING n)
    UPDATE ledger_head SET next_index = next_index + (SELECT sum(n) FROM copied)`);
  await sql.unsafe(`
    INSERT INTO rollup_hour AS r
    SELECT o.hour - c.n * interval '${SHIFT_HOURS} hours', o.path_id, o.tool_id, o.verdict,
           o.outcome, o.decision, sum(o.n)
    FROM (SELECT * FROM rollup_hour WHERE hour >= (
            SELECT date_trunc('hour', min(from_time), 'UTC') FROM sealed
            WHERE batch_id BETWEEN ${first} AND ${last})) o CROSS JOIN generate_series(1, ${copies}) AS c(n)
    GROUP BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (hour, path_id, tool_id, verdict, outcome, decision)
    DO UPDATE SET n = r.n + excluded.n`);
  await coarserCounts(sql);
}

async function settled(sql) {
  for (;;) {
    const [{ n }] = await sql`SELECT count(*)::int AS n FROM seal_pending`;
    if (n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function columnsOf(sql, tables) {
  const columns = {};
  for (const table of tables) {
    const rows = await sql`
      SELECT column_name AS name FROM information_schema.columns
      WHERE table_name = ${table} AND table_schema = 'public' ORDER BY ordinal_position`;
    columns[table] = rows.map(({ name }) => name);
  }
  return columns;
}
