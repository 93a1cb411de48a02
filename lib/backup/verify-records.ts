import type postgres from "postgres";
import { rollupDifferences } from "../calls/rollup-differences";

export type Check = { what: string; ok: boolean; found: string };

/** Leaves of a quick check, of each table. */
const SAMPLE = 10_000;

/**
 * Recomputes what the records claim: no gap in the index, every leaf hash from its envelope (with
 * `quick` of a sample), counts equal to a recount. `sql` must have no statement timeout.
 */
export async function verifyRecords(
  sql: postgres.Sql,
  options: { quick: boolean },
): Promise<Check[]> {
  return [
    await checkIndex(sql),
    await checkLeaves(sql, "call", options.quick),
    await checkLeaves(sql, "gateway_event", options.quick),
    await checkCounts(sql),
  ];
}

async function checkIndex(sql: postgres.Sql): Promise<Check> {
  const [row] = await sql<{ gaps: number; events: string; end: string }[]>`
    SELECT count(*) FILTER (WHERE s.next IS DISTINCT FROM s.first_index + s.n)::int AS gaps,
           coalesce(sum(s.n), 0)::text AS events, h.next_index::text AS end
    FROM ledger_head h LEFT JOIN (
      SELECT first_index, n, lead(first_index, 1, h.next_index) OVER (ORDER BY first_index) AS next
      FROM sealed, ledger_head h) s ON true
    WHERE s.n IS NOT NULL OR NOT EXISTS (SELECT 1 FROM sealed)
    GROUP BY h.next_index`;
  const isEmpty = row?.end === "0";
  const gaps = isEmpty ? 0 : (row?.gaps ?? 1);
  return {
    what: "index without gaps",
    ok: gaps === 0,
    found: `${row?.events ?? 0} sealed events, next index ${row?.end ?? "?"}, ${gaps} gaps`,
  };
}

async function checkLeaves(
  sql: postgres.Sql,
  table: "call" | "gateway_event",
  quick: boolean,
): Promise<Check> {
  const rows = quick
    ? sql`(SELECT * FROM ${sql(table)} ORDER BY random() LIMIT ${SAMPLE})`
    : sql`(SELECT * FROM ${sql(table)})`;
  const [row] = await sql<{ n: string; wrong: number }[]>`
    SELECT count(*)::text AS n,
           count(*) FILTER (WHERE leaf_hash
             <> sha256('\\x00'::bytea || convert_to(envelope, 'UTF8')))::int AS wrong
    FROM ${rows} AS r`;
  return {
    what: `leaf hashes of ${table}`,
    ok: row?.wrong === 0,
    found: `${row?.n ?? 0} recomputed${quick ? " (a sample)" : ""}, ${row?.wrong ?? "?"} differ`,
  };
}

async function checkCounts(sql: postgres.Sql): Promise<Check> {
  const wrong = await rollupDifferences(sql);
  return {
    what: "counts by hour and day",
    ok: wrong === 0,
    found: `${wrong} differ from a recount`,
  };
}
