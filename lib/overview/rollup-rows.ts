import type postgres from "postgres";
import { DAY_MS, type Span } from "./span";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

type Ends = Pick<Span, "from" | "to">;

/** The counts of a span by its own unit: `at, path_id, verdict, n`. Plan: a range of the primary key. */
export function rollupRows(sql: postgres.Sql, { unit, from, to }: Ends & Pick<Span, "unit">) {
  const at = sql(unit);
  return sql`SELECT ${at} AS at, path_id, verdict, n FROM ${sql(`rollup_${unit}`)}
    WHERE ${at} >= ${instant(from)}::timestamptz AND ${at} < ${instant(to)}::timestamptz AND n > 0`;
}

/**
 * The counts of a span as `path_id, verdict, n`: its whole days by day and only the hours around them by
 * hour, which reads some ten times fewer rows than all its hours.
 */
export function summedRows(sql: postgres.Sql, span: Ends): Fragment {
  const days = { from: Math.ceil(span.from / DAY_MS) * DAY_MS, to: floorDay(span.to) };
  const parts: (Ends & Pick<Span, "unit">)[] =
    days.from < days.to
      ? [
          { unit: "hour", from: span.from, to: days.from },
          { unit: "day", ...days },
          { unit: "hour", from: days.to, to: span.to },
        ]
      : [{ unit: "hour", from: span.from, to: span.to }];
  return parts
    .filter(({ from, to }) => from < to)
    .map((part) => sql`SELECT path_id, verdict, n FROM (${rollupRows(sql, part)}) AS part`)
    .reduce((all, one) => sql`${all} UNION ALL ${one}`);
}

function floorDay(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/**
 * What tells identities apart as the query language does: a linked principal is its person (negative),
 * any other itself, and 0 is nobody. `alias` is a joined principal.
 */
export function identityKey(sql: postgres.Sql, alias: "caller" | "ran_as"): Fragment {
  return sql`coalesce(-${sql(`${alias}.person_id`)}, ${sql(`${alias}.id`)}, 0)`;
}

export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
