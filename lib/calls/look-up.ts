// One value in a column is what an index is ordered by; several are not, and a planner reads all calls
// of all of them to sort them. Where they are few, a page takes the first calls of each instead.
import type postgres from "postgres";
import type { Condition, Fragment, LookUp, Lowering, LookUps } from "./lowering";

type Sql = postgres.Sql | postgres.TransactionSql;

/** From what finds the fewest calls to what finds the most; and of how many values at most. */
const MOST_VALUES = {
  session_id: 600,
  credential_id: 600,
  caller_id: 600,
  ran_as_id: 600,
  tool_id: 30,
  verdict: 3,
  server_id: 5,
} as const satisfies Record<LookUp["column"], number>;
const COLUMNS = Object.keys(MOST_VALUES);

/** The column has one of the values; without values nothing fits. */
export function oneOf(sql: Lowering["sql"], { column, values }: LookUp): Condition {
  const [only, ...more] = values;
  if (only === undefined) return { where: sql`false`, lookUps: { each: [], exact: true } };
  const where =
    more.length === 0
      ? sql`c.${sql(column)} = ${only}::${typeOf(sql, column)}`
      : isIn(sql, { column, values });
  return {
    where,
    lookUps:
      values.length <= MOST_VALUES[column]
        ? { each: [{ column, values }], exact: true }
        : undefined,
  };
}

/** Of conditions that all hold: what finds the fewest calls. */
export function bestLookUps(conditions: readonly Condition[]): Condition["lookUps"] {
  const rank = ({ each }: LookUps) =>
    Math.max(-1, ...each.map(({ column }) => COLUMNS.indexOf(column)));
  const [best] = conditions
    .flatMap(({ lookUps }) => (lookUps === undefined ? [] : [lookUps]))
    .toSorted((a, b) => rank(a) - rank(b));
  return best && { each: best.each, exact: best.exact && conditions.length === 1 };
}

/** Of conditions of which one holds: all of theirs, if each has some. */
export function allLookUps(conditions: readonly Condition[]): Condition["lookUps"] {
  const all = conditions.flatMap(({ lookUps }) => (lookUps === undefined ? [] : [lookUps]));
  if (all.length < conditions.length) return undefined;
  return { each: all.flatMap(({ each }) => each), exact: all.every(({ exact }) => exact) };
}

type Page = {
  lookUps: Condition["lookUps"];
  /** Everything that a call must be, its time included. */
  where: Fragment;
  /** Of that, its time alone; without the edges, where calls of the page before may be. */
  inside: Fragment;
  newer: boolean;
  limit: number;
};

/** The order of a page: a call is told from the next by its key. */
export function orderOf(sql: Sql, newer: boolean): Fragment {
  const direction = newer ? sql`ASC` : sql`DESC`;
  return sql`c.occurred_at ${direction}, c.source_id ${direction}, c.event_id ${direction}`;
}

/** The first calls `c` that fit: by look-ups where there are several, else as the planner likes. */
export function pageOf(sql: Sql, page: Page): Fragment {
  const { lookUps, where, newer, limit } = page;
  const order = orderOf(sql, newer);
  const each = lookUps?.each ?? [];
  const values = each.reduce((sum, one) => sum + one.values.length, 0);
  if (values < 2)
    return sql`SELECT c.* FROM call c WHERE ${where} ORDER BY ${order} LIMIT ${limit}`;
  const nearEnough = newer
    ? sql`c.occurred_at <= coalesce((SELECT at FROM edge), 'infinity')`
    : sql`c.occurred_at >= coalesce((SELECT at FROM edge), '-infinity')`;
  const found = ofEach(
    sql,
    each,
    (fits) => sql`
      SELECT c.* FROM call c WHERE ${fits} AND ${where} ${lookUps?.exact ? sql`AND ${nearEnough}` : sql``}
      ORDER BY ${order} LIMIT ${limit}`,
  );
  // Two of them may find the same call: to leave it out there would read all that they share.
  return sql`
    ${lookUps?.exact ? edge(sql, each, page) : sql``}
    SELECT DISTINCT ON (c.occurred_at, c.source_id, c.event_id) c.* FROM (${found}) c
    ORDER BY ${order} LIMIT ${limit}`;
}

/**
 * The time of the last call of the page, or of one after it; none where there may be fewer. From the
 * indexes alone, because a row of each call of each value would be a page of the table each. Two
 * look-ups may find the same call, so that only different times surely are different calls.
 */
function edge(sql: Sql, each: readonly LookUp[], { inside, newer, limit }: Page): Fragment {
  const direction = newer ? sql`ASC` : sql`DESC`;
  const times = ofEach(
    sql,
    each,
    (fits) => sql`
      SELECT c.occurred_at FROM call c WHERE ${fits} AND ${inside}
      ORDER BY c.occurred_at ${direction} LIMIT ${limit}`,
  );
  return sql`
    WITH edge AS MATERIALIZED (
      SELECT DISTINCT occurred_at AS at FROM (${times}) times
      ORDER BY at ${direction} LIMIT 1 OFFSET ${limit - 1})`;
}

/** A query for each value of each look-up; `fits` says in it that a call `c` has the value. */
function ofEach(
  sql: Sql,
  lookUps: readonly LookUp[],
  query: (fits: Fragment) => Fragment,
): Fragment {
  return lookUps
    .map(
      ({ column, values }) => sql`
        SELECT found.* FROM unnest(${[...values]}::${typeOf(sql, column)}[]) AS wanted(value)
        CROSS JOIN LATERAL (${query(sql`c.${sql(column)} = wanted.value`)}) found`,
    )
    .reduce((one, other) => sql`${one} UNION ALL ${other}`);
}

function isIn(sql: Sql, { column, values }: LookUp): Fragment {
  return sql`c.${sql(column)} = ANY(${[...values]}::${typeOf(sql, column)}[])`;
}

function typeOf(sql: Sql, column: LookUp["column"]): Fragment {
  return column === "verdict" ? sql`text` : sql`int`;
}
