// Searches a range of time from one end, in windows that grow and shrink with what they cost: where
// no index leads to the calls that match, there is an answer all the same, and it says how far it got.
import type postgres from "postgres";
import { rfc3339 } from "../../db/client";
import { parseInstant } from "../identity/instant";
import type { JoinedRow } from "./call-row";
import { formatInstant } from "./instants";
import { readJoined } from "./read-joined";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** A page that an index serves takes a few ms; longer than this, windows are better. */
const WHOLE_MS = 250;
const BUDGET_MS = 450;
export const FIRST_WIDTH_MS = 3_600_000;
const LEAST_WIDTH_MS = 1_000;
const MOST_WIDTH_MS = 366 * 86_400_000;
/** Windows that answer faster are made wider. */
const FAST_MS = 60;

export type Search = {
  /** What a call must be, all of them. */
  conditions: readonly Fragment[];
  newer: boolean;
  limit: number;
  /** Microseconds since the epoch: from the first (inclusive) until the second (exclusive). */
  range: { from: number; to: number };
  /** Where a search before this one stopped: how wide it was. */
  widthMs: number | null;
};

export type Searched = {
  rows: JoinedRow[];
  /** Everything up to here was looked through (microseconds); null where nothing is left. */
  reached: number | null;
  widthMs: number;
};

/** The first calls of the range that match, from its newer end, or (`newer`) its older one. */
export async function searchWindows(sql: postgres.Sql, search: Search): Promise<Searched> {
  const started = performance.now();
  if (search.widthMs === null) {
    const rows = await readWithin(sql, search, search.range, search.limit, WHOLE_MS);
    if (rows !== null) return { rows, reached: null, widthMs: FIRST_WIDTH_MS };
  }
  const rows: JoinedRow[] = [];
  let { from, to } = await finite(sql, search.range);
  let widthMs = Math.min(search.widthMs ?? FIRST_WIDTH_MS, MOST_WIDTH_MS);
  while (from < to && rows.length < search.limit) {
    const left = BUDGET_MS - (performance.now() - started);
    if (left <= 0) return { rows, reached: search.newer ? from : to, widthMs };
    const width = Math.round(widthMs * 1000);
    const window = search.newer
      ? { from, to: Math.min(to, from + width) }
      : { from: Math.max(from, to - width), to };
    const least = widthMs <= LEAST_WIDTH_MS;
    const began = performance.now();
    const found = await readWithin(
      sql,
      search,
      window,
      search.limit - rows.length,
      least ? null : Math.max(left, FAST_MS),
    );
    if (found === null) {
      widthMs = Math.max(LEAST_WIDTH_MS, widthMs / 8);
      continue;
    }
    rows.push(...found);
    if (search.newer) from = window.to;
    else to = window.from;
    if (performance.now() - began < FAST_MS) widthMs = Math.min(widthMs * 4, MOST_WIDTH_MS);
  }
  return { rows, reached: null, widthMs };
}

/**
 * Null where it takes longer than `withinMs`. Plan: an index scan per partition, newest partition
 * first, that stops after the page (Append ordered by the partition bounds).
 */
async function readWithin(
  sql: postgres.Sql,
  { conditions, newer }: Search,
  { from, to }: Search["range"],
  limit: number,
  withinMs: number | null,
): Promise<JoinedRow[] | null> {
  try {
    return await sql.begin("read only", async (tx) => {
      if (withinMs !== null) {
        await tx`SELECT set_config('statement_timeout', ${String(Math.ceil(withinMs))}, true)`;
      }
      const direction = newer ? tx`ASC` : tx`DESC`;
      const order = tx`
        c.occurred_at ${direction}, c.source_id ${direction}, c.event_id ${direction}`;
      // Never empty: an empty list would be a parameter.
      const where = [tx`true`, ...conditions].map((one) => tx`AND ${one}`);
      const page = tx`
        SELECT c.* FROM call c
        WHERE c.occurred_at >= ${bound(from)}::timestamptz AND c.occurred_at < ${bound(to)}::timestamptz
          ${where}
        ORDER BY ${order} LIMIT ${limit}`;
      return readJoined(tx, page, order);
    });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "57014") return null;
    throw error;
  }
}

/** An open end is where the calls end. */
async function finite(sql: postgres.Sql, { from, to }: Search["range"]): Promise<Search["range"]> {
  if (Number.isFinite(from) && Number.isFinite(to)) return { from, to };
  const [ends] = await sql<{ oldest: string | null; newest: string | null }[]>`
    SELECT (SELECT occurred_at FROM call ORDER BY occurred_at LIMIT 1)::text AS oldest,
           (SELECT occurred_at FROM call ORDER BY occurred_at DESC LIMIT 1)::text AS newest`;
  const oldest = ends?.oldest ? parseInstant(rfc3339(ends.oldest)) : 0;
  const newest = ends?.newest ? parseInstant(rfc3339(ends.newest)) : -1;
  return {
    from: Number.isFinite(from) ? from : oldest,
    to: Number.isFinite(to) ? to : newest + 1,
  };
}

function bound(at: number): string {
  if (at === Number.NEGATIVE_INFINITY) return "-infinity";
  return at === Number.POSITIVE_INFINITY ? "infinity" : formatInstant(at);
}
