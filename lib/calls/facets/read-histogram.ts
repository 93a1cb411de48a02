import type postgres from "postgres";
import type { CommandContext } from "../../access/command";
import { type Verdict, VERDICTS } from "../../identity/model";
import { formatInstant } from "../instants";
import type { Fragment } from "../lowering";
import { bucketStarts, bucketWidthMs, ORIGIN_MS } from "./bucket-widths";
import { countWindows } from "./count-windows";
import { type Range, rollupRows, wholeCallRows } from "./counted-rows";
import {
  allOf,
  BUDGET_MS,
  countedRange,
  type Counting,
  counting,
  type CountParams,
} from "./counting";
import type { Bucket, Histogram } from "./model";
import { isServable, smallestCounts } from "./servable";

const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];

export type HistogramParams = CountParams & {
  /** At most so many, 1 to 200, default 60; one more where the range begins inside one. */
  buckets?: number | undefined;
};

type Row = { at: number; verdict: Verdict; n: number };

/** Calls that match by time and verdict. Throws and records as `counting`. */
export function readHistogram(
  context: CommandContext,
  { buckets: most = 60, ...params }: HistogramParams,
  now = Date.now(),
): Promise<Histogram> {
  return counting(context, params, now, async (asked) => {
    const { sql, query, ends } = asked;
    const range = shownRange(asked, now);
    const widthMs = bucketWidthMs(range, most);
    const conditions = await asked.conditionsOf(query);
    const counts = new Map<number, Bucket["counts"]>();
    const add = (rows: readonly Row[]) => {
      for (const { at, verdict, n } of rows) {
        const bucket = counts.get(at) ?? {};
        counts.set(at, { ...bucket, [verdict]: (bucket[verdict] ?? 0) + n });
      }
    };
    const basis = widthMs % HOUR_MS === 0 && isServable(query) ? "rollup" : "calls";
    let stopped: number | null = null;
    if (basis === "rollup") {
      const rows = rollupRows(sql, range, ends.oldest, {
        coarsest: widthMs % DAY_MS === 0 ? "day" : "hour",
        filtered: query.terms.length > 0,
        smallest: smallestCounts(query, "verdict"),
      });
      add(await countTimes(sql, widthMs, rows, conditions));
    } else {
      stopped = await countWindows(
        sql,
        countedRange(asked),
        BUDGET_MS,
        (tx, window) => countTimes(tx, widthMs, wholeCallRows(sql, window), conditions),
        add,
      );
    }
    const buckets = bucketStarts(range, widthMs).map((at) => ({
      from: new Date(at).toISOString(),
      counts: counts.get(at) ?? {},
    }));
    return {
      from: formatInstant(range.from),
      to: formatInstant(range.to),
      widthMs,
      basis,
      searchedTo: stopped === null ? null : formatInstant(stopped),
      total: buckets.reduce((sum, bucket) => sum + countOf(bucket), 0),
      buckets,
    };
  });
}

/** An open end is where the calls begin; or now, and calls whose clock runs ahead. */
function shownRange({ range, ends }: Counting, now: number): Range {
  const to = Number.isFinite(range.to) ? range.to : Math.max(now * 1000, ends.newest + 1);
  const from = Number.isFinite(range.from) ? range.from : Math.min(ends.oldest, to - 1);
  return { from, to: Math.max(to, from + 1) };
}

function countOf({ counts }: Bucket): number {
  return VERDICTS.reduce((sum, verdict) => sum + (counts[verdict] ?? 0), 0);
}

/** Plan: one aggregate over the rows. */
function countTimes(
  sql: postgres.Sql | postgres.TransactionSql,
  widthMs: number,
  rows: Fragment,
  conditions: readonly Fragment[],
): Promise<Row[]> {
  const width = `${widthMs} milliseconds`;
  const origin = new Date(ORIGIN_MS).toISOString();
  return sql<Row[]>`
    SELECT extract(epoch FROM at)::float8 * 1000 AS at, verdict, n FROM (
      SELECT date_bin(${width}::interval, c.occurred_at, ${origin}::timestamptz) AS at, c.verdict,
             sum(c.n)::float8 AS n
      FROM (${rows}) c WHERE ${allOf(sql, conditions)} GROUP BY 1, 2 HAVING sum(c.n) > 0) binned`;
}
