// Rows that can be counted: `c`, with the columns of a call, and how many calls `n` it stands for.
import type postgres from "postgres";
import { rfc3339 } from "../../../db/client";
import { parseInstant } from "../../identity/instant";
import { formatInstant } from "../instants";
import type { Fragment } from "../lowering";
import type { CountedByValue, smallestCounts } from "./servable";

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

/** Microseconds since the epoch, `to` excluded. An end may be open. */
export type Range = { from: number; to: number };
export type Unit = "call" | "hour" | "day";

/** When the oldest and newest call were made; null while there is none. */
export async function callEnds(
  sql: postgres.Sql,
): Promise<{ oldest: number; newest: number } | null> {
  const [row] = await sql<{ oldest: string | null; newest: string | null }[]>`
    SELECT (SELECT occurred_at FROM call ORDER BY occurred_at LIMIT 1)::text AS oldest,
           (SELECT occurred_at FROM call ORDER BY occurred_at DESC LIMIT 1)::text AS newest`;
  if (!row?.oldest || !row.newest) return null;
  return { oldest: parseInstant(rfc3339(row.oldest)), newest: parseInstant(rfc3339(row.newest)) };
}

/**
 * A range as whole days, the hours around them and the calls around those: together exactly its
 * calls. `coarsest` says whether days or only hours are whole enough.
 */
export function partsOf(range: Range, coarsest: "hour" | "day"): (Range & { unit: Unit })[] {
  if (range.from >= range.to) return [];
  const finer = coarsest === "day" ? "hour" : "call";
  const [from, to] = wholesOf(range, coarsest === "day" ? DAY : HOUR);
  const around = (part: Range) =>
    part.from >= part.to
      ? []
      : finer === "hour"
        ? partsOf(part, "hour")
        : [{ ...part, unit: "call" as const }];
  if (from >= to) return around(range);
  return [
    ...around({ from: range.from, to: from }),
    { unit: coarsest, from, to },
    ...around({ from: to, to: range.to }),
  ];
}

function wholesOf({ from, to }: Range, unit: number): [number, number] {
  return [Math.ceil(from / unit) * unit, Math.floor(to / unit) * unit];
}

/**
 * The rows of a range from the counts by hour and day; nothing older than `oldest`, because counts
 * may be left of calls that retention has removed. Plan: a range of each primary key. From the
 * `smallest` counts only some columns are known; where the rows are `filtered`, only the paths that
 * fit are joined; else the join falls away where nothing asks for its columns.
 */
export function rollupRows(
  sql: postgres.Sql,
  range: Range,
  oldest: number,
  kind: {
    coarsest: "hour" | "day";
    filtered: boolean;
    smallest: ReturnType<typeof smallestCounts>;
  },
): Fragment {
  const { coarsest, filtered, smallest } = kind;
  const join = filtered ? sql`JOIN` : sql`LEFT JOIN`;
  const from = Math.max(range.from, Math.floor(oldest / HOUR) * HOUR);
  // By hour there are so few of them that days would save nothing.
  const unit = smallest === "verdict" ? "hour" : coarsest;
  return partsOf({ from, to: range.to }, unit)
    .map((part) => {
      if (part.unit === "call") return callRows(sql, part);
      if (smallest === "verdict") return verdictRows(sql, part);
      if (smallest === "all" || part.unit === "hour") return rowsOfUnit(sql, part.unit, part, join);
      return valueRows(sql, smallest, part);
    })
    .reduce((all, one) => sql`${all} UNION ALL ${one}`, callRows(sql, { from: 0, to: 0 }));
}

/** The columns of the calls, from counts that know only what came of them. */
function verdictRows(sql: postgres.Sql, range: Range): Fragment {
  return sql`
    SELECT r.hour AS occurred_at, NULL::int AS caller_id, NULL::int AS client_id,
           NULL::int AS source_id, NULL::int AS server_id, NULL::int AS tool_id,
           NULL::int AS ran_as_id, NULL::int AS credential_id, r.verdict, r.outcome,
           nullif(r.decision, '') AS decision, r.n
    FROM rollup_verdict_hour r WHERE ${within(sql, sql`r.hour`, range)}`;
}

/** The same from counts that know the values of one field, and their verdicts. */
function valueRows(sql: postgres.Sql, field: CountedByValue, range: Range): Fragment {
  const of = (one: CountedByValue) => (one === field ? sql`nullif(r.value_id, 0)` : sql`NULL::int`);
  return sql`
    SELECT r.day AS occurred_at, ${of("caller")} AS caller_id, ${of("client")} AS client_id,
           ${of("source")} AS source_id, ${of("server")} AS server_id, ${of("tool")} AS tool_id,
           ${of("ranas")} AS ran_as_id, ${of("credential")} AS credential_id, r.verdict,
           NULL::text AS outcome, NULL::text AS decision, r.n
    FROM rollup_value_day r WHERE r.field = ${field} AND ${within(sql, sql`r.day`, range)}`;
}

/** The same from counts that know all of them. */
function rowsOfUnit(
  sql: postgres.Sql,
  unit: "hour" | "day",
  range: Range,
  join: Fragment,
): Fragment {
  return sql`
    SELECT r.${sql(unit)} AS occurred_at, nullif(p.caller_id, 0) AS caller_id,
           nullif(p.client_id, 0) AS client_id, p.source_id, nullif(p.server_id, 0) AS server_id,
           nullif(r.tool_id, 0) AS tool_id, nullif(p.ran_as_id, 0) AS ran_as_id,
           nullif(p.credential_id, 0) AS credential_id, r.verdict, r.outcome,
           nullif(r.decision, '') AS decision, r.n
    FROM ${sql(`rollup_${unit}`)} r ${join} path p ON p.id = r.path_id
    WHERE ${within(sql, sql`r.${sql(unit)}`, range)}`;
}

/** The same columns from the calls themselves. */
function callRows(sql: postgres.Sql, range: Range): Fragment {
  return sql`
    SELECT occurred_at, caller_id, client_id, source_id, server_id, tool_id, ran_as_id,
           credential_id, verdict, outcome, decision, 1::bigint AS n
    FROM call WHERE ${within(sql, sql`occurred_at`, range)}`;
}

/** Every column of the calls, for conditions and fields that only they have. */
export function wholeCallRows(sql: postgres.Sql, range: Range): Fragment {
  return sql`SELECT call.*, 1::bigint AS n FROM call WHERE ${within(sql, sql`occurred_at`, range)}`;
}

function within(sql: postgres.Sql, column: Fragment, { from, to }: Range): Fragment {
  const end = to === Number.POSITIVE_INFINITY ? "infinity" : formatInstant(to);
  return sql`${column} >= ${formatInstant(from)}::timestamptz AND ${column} < ${end}::timestamptz`;
}
