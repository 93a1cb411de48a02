// Searches a range of time from one end, in windows that grow and shrink with what they cost: where
// no index leads to the calls that match, there is an answer all the same, and it says how far it got.
import type postgres from "postgres";
import { rfc3339 } from "../../db/client";
import { parseInstant } from "../identity/instant";
import type { JoinedRow } from "./call-row";
import { formatInstant } from "./instants";
import { orderOf, pageOf } from "./look-up";
import type { Condition } from "./lowering";
import { addNames, type PlainRow, readPlain } from "./read-joined";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** A page that an index serves takes a few ms; longer than this, windows are better. */
const WHOLE_MS = 200;
const BUDGET_MS = 400;
/**
 * What is looked at before the rest of the range: most pages end there, and a plan over a few weekly
 * partitions is made ten times faster than one over a year of them.
 */
const NEAR_MS = 28 * 86_400_000;
export const FIRST_WIDTH_MS = 3_600_000;
const LEAST_WIDTH_MS = 1_000;
const MOST_WIDTH_MS = 366 * 86_400_000;
/** Windows that answer faster are made wider. */
const FAST_MS = 60;

export type Search = {
  /** What a call must be, all of them. */
  conditions: readonly Fragment[];
  /** What finds them, should that be several values of a column or several columns. */
  lookUps?: Condition["lookUps"];
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
  const { rows, ...found } = await findRows(sql, search);
  return { ...found, rows: await addNames(sql, rows) };
}

type Found = Omit<Searched, "rows"> & { rows: PlainRow[] };

async function findRows(sql: postgres.Sql, search: Search): Promise<Found> {
  const started = performance.now();
  const spent = () => performance.now() - started;
  if (search.widthMs !== null) return inWindows(sql, search, [], search.range, spent);
  const rows: PlainRow[] = [];
  let left = search.range;
  for (const piece of piecesOf(search)) {
    const within = Math.max(WHOLE_MS - spent(), FAST_MS);
    const found = await readWithin(sql, search, piece, search.limit - rows.length, within);
    if (found === null) return inWindows(sql, search, rows, left, spent);
    rows.push(...found);
    if (rows.length >= search.limit) break;
    left = search.newer ? { ...left, from: piece.to } : { ...left, to: piece.from };
  }
  return { rows, reached: null, widthMs: FIRST_WIDTH_MS };
}

/** The range in two: what is near its end, and the rest. Calls of the future there are none. */
function piecesOf({ range, newer }: Search): Search["range"][] {
  const { from, to } = range;
  const edge = newer
    ? from + NEAR_MS * 1000
    : Math.min(to, (Date.now() + 86_400_000) * 1000) - NEAR_MS * 1000;
  if (!Number.isFinite(edge) || edge <= from || edge >= to) return [range];
  const [older, younger] = [
    { from, to: edge },
    { from: edge, to },
  ];
  return newer ? [older, younger] : [younger, older];
}

/** After `rows`, in what is left of the range. */
async function inWindows(
  sql: postgres.Sql,
  search: Search,
  rows: PlainRow[],
  range: Search["range"],
  spent: () => number,
): Promise<Found> {
  let { from, to } = await finite(sql, range);
  let widthMs = Math.min(search.widthMs ?? FIRST_WIDTH_MS, MOST_WIDTH_MS);
  while (from < to && rows.length < search.limit) {
    const left = BUDGET_MS - spent();
    if (left <= 0) return { rows, reached: search.newer ? from : to, widthMs };
    const width = Math.round(widthMs * 1000);
    const window = search.newer
      ? { from, to: Math.min(to, from + width) }
      : { from: Math.max(from, to - width), to };
    const least = widthMs <= LEAST_WIDTH_MS;
    const began = performance.now();
    const within = least ? null : Math.max(left, FAST_MS);
    const found = await readWithin(sql, search, window, search.limit - rows.length, within);
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
  { conditions, lookUps, newer }: Search,
  { from, to }: Search["range"],
  limit: number,
  withinMs: number | null,
): Promise<PlainRow[] | null> {
  try {
    return await sql.begin("read only", async (tx) => {
      const timeout = withinMs === null ? null : String(Math.ceil(withinMs));
      // A plan for these values: only then are partial indexes and few partitions seen to do.
      const settings = tx`
        SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
               set_config('statement_timeout',
                          coalesce(${timeout}::text, current_setting('statement_timeout')), true)`;
      const where = conditions.reduce(
        (all, one) => tx`${all} AND ${one}`,
        tx`c.occurred_at >= ${bound(from)}::timestamptz AND c.occurred_at < ${bound(to)}::timestamptz`,
      );
      const inside = tx`
        c.occurred_at > ${bound(from)}::timestamptz AND c.occurred_at < ${bound(to - 1)}::timestamptz`;
      const page = pageOf(tx, { lookUps, where, inside, newer, limit });
      // Sent together, in this order: a round trip less.
      const [, rows] = await Promise.all([settings, readPlain(tx, page, orderOf(tx, newer))]);
      return rows;
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
