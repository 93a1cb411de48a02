// One value in a column is what an index is ordered by; several are not, and a planner reads all calls
// of all of them to sort them. Where they are few, a page takes the first calls of each instead.
import type postgres from "postgres";
import type { Condition, Fragment, LookUp, Lowering } from "./lowering";

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
  if (only === undefined) return { where: sql`false`, lookUps: [] };
  const where =
    more.length === 0
      ? sql`c.${sql(column)} = ${only}::${typeOf(sql, column)}`
      : isIn(sql, { column, values });
  return {
    where,
    lookUps: values.length <= MOST_VALUES[column] ? [{ column, values }] : undefined,
  };
}

/** Of conditions that all hold: what finds the fewest calls. */
export function bestLookUps(conditions: readonly Condition[]): Condition["lookUps"] {
  const rank = (lookUps: readonly LookUp[]) =>
    Math.max(-1, ...lookUps.map(({ column }) => COLUMNS.indexOf(column)));
  return conditions
    .flatMap(({ lookUps }) => (lookUps === undefined ? [] : [lookUps]))
    .toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Of conditions of which one holds: all of theirs, if each has some. */
export function allLookUps(conditions: readonly Condition[]): Condition["lookUps"] {
  if (conditions.some(({ lookUps }) => lookUps === undefined)) return undefined;
  return conditions.flatMap(({ lookUps = [] }) => lookUps);
}

type Page = {
  lookUps: Condition["lookUps"];
  /** Everything that a call must be, its time included. */
  where: Fragment;
  order: Fragment;
  limit: number;
};

/** The first calls `c` that fit: by look-ups where there are several, else as the planner likes. */
export function pageOf(sql: Sql, { lookUps = [], where, order, limit }: Page): Fragment {
  const values = lookUps.reduce((sum, one) => sum + one.values.length, 0);
  if (values < 2)
    return sql`SELECT c.* FROM call c WHERE ${where} ORDER BY ${order} LIMIT ${limit}`;
  const found = lookUps.map(
    (lookUp) => sql`
      SELECT found.* FROM unnest(${[...lookUp.values]}::${typeOf(sql, lookUp.column)}[]) AS wanted(value)
      CROSS JOIN LATERAL (
        SELECT c.* FROM call c WHERE c.${sql(lookUp.column)} = wanted.value AND ${where}
        ORDER BY ${order} LIMIT ${limit}) found`,
  );
  const all = found.reduce((one, other) => sql`${one} UNION ALL ${other}`);
  // Two of them may find the same call: to leave it out there would read all that they share.
  return sql`
    SELECT DISTINCT ON (c.occurred_at, c.source_id, c.event_id) c.* FROM (${all}) c
    ORDER BY ${order} LIMIT ${limit}`;
}

function isIn(sql: Sql, { column, values }: LookUp): Fragment {
  return sql`c.${sql(column)} = ANY(${[...values]}::${typeOf(sql, column)}[])`;
}

function typeOf(sql: Sql, column: LookUp["column"]): Fragment {
  return column === "verdict" ? sql`text` : sql`int`;
}
