import type postgres from "postgres";
import { VERDICTS, type Verdict } from "../identity/model";
import { instant, rollupRows, summedRows } from "./rollup-rows";
import { type Span, stepsOf } from "./span";
import type { Overview, VerdictCounts } from "./view";

type Row = { verdict: Verdict; n: number };

/** Calls by verdict in each step of the span. */
export async function readTimeline(sql: postgres.Sql, span: Span): Promise<Overview["timeline"]> {
  const rows = await sql<(Row & { at: number })[]>`
    SELECT extract(epoch FROM at)::float8 * 1000 AS at, verdict, sum(n)::int AS n
    FROM (${rollupRows(sql, span)}) r GROUP BY r.at, verdict`;
  const steps: Overview["timeline"] = stepsOf(span).map(({ from, to }) => ({
    from: instant(from),
    to: instant(to),
    counts: {},
  }));
  for (const { at, verdict, n } of rows) {
    const counts = steps[Math.floor((at - span.from) / span.stepMs)]?.counts;
    if (counts) counts[verdict] = (counts[verdict] ?? 0) + n;
  }
  return steps;
}

/** Calls by verdict in the whole span. */
export async function readCounts(sql: postgres.Sql, span: Span): Promise<VerdictCounts> {
  const rows = await sql<Row[]>`
    SELECT verdict, sum(n)::int AS n FROM (${summedRows(sql, span)}) r GROUP BY verdict`;
  return Object.fromEntries(rows.map(({ verdict, n }) => [verdict, n]));
}

/** The sum of a timeline. */
export function totalOf(timeline: Overview["timeline"]): VerdictCounts {
  const total: VerdictCounts = {};
  for (const { counts } of timeline)
    for (const verdict of VERDICTS)
      if (counts[verdict]) total[verdict] = (total[verdict] ?? 0) + counts[verdict];
  return total;
}
