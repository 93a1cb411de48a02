import type postgres from "postgres";
import { rollupDifferences } from "../calls/rollup-differences";

export type Check = { what: string; ok: boolean; found: string };

/** Leaves of a quick check, of each table. */
const SAMPLE = 10_000;

type LeafTable = "call" | "gateway_event";

/**
 * Recomputes what the records claim: no gap in the index, an event or its kept leaf in every place of
 * it, every leaf hash from its envelope (with `quick` of a sample), counts equal to a recount. `sql`
 * must have no statement timeout.
 */
export async function verifyRecords(
  sql: postgres.Sql,
  options: { quick: boolean },
): Promise<Check[]> {
  const sample = options.quick ? SAMPLE : undefined;
  return [
    await checkIndex(sql),
    await checkPlaces(sql),
    await checkLeaves(sql, "call", sample),
    await checkLeaves(sql, "gateway_event", sample),
    await checkCounts(sql),
  ];
}

/** That each batch begins where the one before ends, and the next event's index after the last. */
export async function checkIndex(sql: postgres.Sql, newest?: number): Promise<Check> {
  const [row] = await sql<{ batches: number; events: string; gaps: number; end: string }[]>`
    WITH newest AS (
      SELECT first_index, n FROM sealed ORDER BY first_index DESC LIMIT ${newest ?? null}
    ), placed AS (
      SELECT s.n, lead(s.first_index, 1, h.next_index) OVER (ORDER BY s.first_index)
                  <> s.first_index + s.n AS gap
      FROM newest s CROSS JOIN ledger_head h
    )
    SELECT count(*)::int AS batches, coalesce(sum(n), 0)::text AS events,
           (count(*) FILTER (WHERE gap))::int AS gaps,
           (SELECT next_index::text FROM ledger_head) AS end
    FROM placed`;
  const { batches, events, gaps, end } = row ?? { batches: 0, events: "0", gaps: 1, end: "?" };
  return {
    what: "index without gaps",
    ok: gaps === 0,
    found: `${events} sealed events in ${batches} batches, next index ${end}, ${gaps} gaps`,
  };
}

/** That each place of a sealed batch is taken once: by a call, by another event, or by a kept leaf. */
export async function checkPlaces(sql: postgres.Sql): Promise<Check> {
  const [row] = await sql<{ places: string; wrong: number; first: string | null }[]>`
    WITH taken AS (
      SELECT batch_id, batch_pos AS from_pos, 1 AS n FROM call
      UNION ALL SELECT batch_id, batch_pos, 1 FROM gateway_event
      UNION ALL SELECT batch_id, first_pos, n FROM removed_leaves
    ), batches AS (
      SELECT batch_id, sum(n) AS n, max(from_pos + n) AS until,
             count(*) <> count(DISTINCT from_pos) AS twice
      FROM taken GROUP BY batch_id
    )
    SELECT coalesce(sum(s.n), 0)::text AS places, (count(*) FILTER (WHERE wrong))::int AS wrong,
           (min(s.first_index) FILTER (WHERE wrong))::text AS first
    FROM sealed s LEFT JOIN batches b USING (batch_id)
    CROSS JOIN LATERAL (
      SELECT coalesce(b.n, 0) <> s.n OR coalesce(b.until, 0) <> s.n OR coalesce(b.twice, false)
    ) AS found(wrong)`;
  const { places, wrong, first } = row ?? { places: "0", wrong: 1, first: null };
  return {
    what: "an event in every place",
    ok: wrong === 0,
    found: `${places} places${wrong === 0 ? " taken" : `; in ${wrong} batches an event is missing or twice, the first from index ${first}`}`,
  };
}

/** Of all rows, or of about so many that are read at random places. */
export async function checkLeaves(
  sql: postgres.Sql,
  table: LeafTable,
  sample?: number,
): Promise<Check> {
  const share = sample === undefined ? 100 : await shareOf(sql, table, sample);
  const [row] = await sql<{ n: string; wrong: number }[]>`
    SELECT count(*)::text AS n,
           count(*) FILTER (WHERE leaf_hash
             <> sha256('\\x00'::bytea || convert_to(envelope, 'UTF8')))::int AS wrong
    FROM (SELECT leaf_hash, envelope FROM ${sql(table)} TABLESAMPLE SYSTEM (${share})
          LIMIT ${sample ?? null}) AS r`;
  return {
    what: `leaf hashes of ${table}`,
    ok: row?.wrong === 0,
    found: `${row?.n ?? 0} recomputed${sample === undefined ? "" : " (a sample)"}, ${row?.wrong ?? "?"} differ`,
  };
}

/** Percent of a table that holds about `rows` rows, by the planner's estimate of its size. */
async function shareOf(sql: postgres.Sql, table: LeafTable, rows: number): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::float8 AS n
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = to_regclass(${table})`;
  return Math.min(100, (100 * rows) / Math.max(1, row?.n ?? 0));
}

async function checkCounts(sql: postgres.Sql): Promise<Check> {
  const wrong = await rollupDifferences(sql);
  return {
    what: "counts by hour and day",
    ok: wrong === 0,
    found: `${wrong} differ from a recount`,
  };
}
