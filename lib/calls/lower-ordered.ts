// Fields with an order: durations, times, places in the sequence, and enums from low to high.
import { formatInstant } from "./instants";
import { type Condition, derived, type Fragment, type Lowering } from "./lowering";
import { type FieldName, FIELDS } from "./query-language/fields";
import type { Comparison, Term, TextTerm } from "./query-language/model";
import { durationMs, timeSpan } from "./query-language/quantities";
import { rankOf } from "./query-language/read-value";

type FieldTerm = Exclude<Term, TextTerm>;
/** Sides that all hold. */
type Limit = { op: Comparison; value: string };

/** Undefined for the fields of other files. */
export function orderedCondition({ sql }: Lowering, term: FieldTerm): Condition | undefined {
  switch (term.field) {
    case "duration":
      return numbers(sql, term, sql`c.duration_ms`, (text) => durationMs(text) ?? 0);
    case "time":
      return {
        where: anyOf(
          sql,
          timeLimits(term).map((all) => timesWithin(sql, all)),
        ),
      };
    case "index":
      return { where: indexCondition(sql, term) };
    case "severity":
      return { where: sql`${derived(sql, "severity")} = ANY(${valuesWithin(term)}::text[])` };
    case "risk":
      return {
        where: sql`c.tool_id IN (SELECT id FROM tool WHERE risk = ANY(${valuesWithin(term)}::text[]))`,
      };
    default:
      return undefined;
  }
}

function numbers(
  sql: Lowering["sql"],
  term: FieldTerm,
  column: Fragment,
  read: (text: string) => number,
): Condition {
  const { values, limits } = limitsOf(term);
  if (values) {
    const wanted = values.map((text) => String(read(text)));
    return { where: sql`${column} = ANY(${wanted}::text[]::float8[])` };
  }
  const sides = limits.map(
    ({ op, value }) => sql`${column} ${sign(sql, op)} ${read(value)}::float8`,
  );
  return { where: allOf(sql, [sql`${column} IS NOT NULL`, ...sides]) };
}

/** Values of a match, or the limits of a comparison or range; neither: there is a value at all. */
export function limitsOf(term: FieldTerm): { values: string[] | null; limits: Limit[] } {
  switch (term.kind) {
    case "match":
      return { values: term.values.map(({ text }) => text), limits: [] };
    case "compare":
      return { values: null, limits: [{ op: term.op, value: term.value }] };
    case "range": {
      const { low, high } = term;
      const limits: Limit[] = [
        ...(low
          ? [{ op: low.inclusive ? (">=" as const) : (">" as const), value: low.value }]
          : []),
        ...(high
          ? [{ op: high.inclusive ? ("<=" as const) : ("<" as const), value: high.value }]
          : []),
      ];
      return { values: null, limits };
    }
    case "has":
      return { values: null, limits: [] };
  }
}

/** A time names a span: after it is from its end on, until it is up to its end. */
function timeLimits(term: FieldTerm): Limit[][] {
  const { values, limits } = limitsOf(term);
  const spans = values?.map((value): Limit[] => [
    { op: ">=", value },
    { op: "<=", value },
  ]);
  return spans ?? [limits];
}

function timesWithin(sql: Lowering["sql"], limits: readonly Limit[]): Fragment {
  const sides = limits.map(({ op, value }) => {
    const { start, end } = timeSpan(value) ?? { start: 0, end: 0 };
    const edge = formatInstant(op === ">" || op === "<=" ? end : start);
    return op.startsWith(">") ? sql`c.occurred_at >= ${edge}` : sql`c.occurred_at < ${edge}`;
  });
  return allOf(sql, sides);
}

/**
 * `first_index` and `n` narrow the batches before the sum of each call is looked at. The times of those
 * batches follow from it and are said all the same: they leave out the partitions of all others.
 */
function indexCondition(sql: Lowering["sql"], term: FieldTerm): Fragment {
  const { values, limits } = limitsOf(term);
  const ranges: readonly (readonly Limit[])[] = values?.map((value) => [
    { op: ">=", value },
    { op: "<=", value },
  ]) ?? [limits];
  const batches = anyOf(
    sql,
    ranges.map((all) =>
      allOf(
        sql,
        all.map(({ op, value }) =>
          op.startsWith(">")
            ? sql`s.first_index + s.n > ${value}::bigint`
            : sql`s.first_index <= ${value}::bigint`,
        ),
      ),
    ),
  );
  const places = anyOf(
    sql,
    ranges.map((all) =>
      allOf(
        sql,
        all.map(
          ({ op, value }) => sql`s.first_index + c.batch_pos ${sign(sql, op)} ${value}::bigint`,
        ),
      ),
    ),
  );
  return sql`(EXISTS (SELECT FROM sealed s WHERE s.batch_id = c.batch_id AND (${batches}) AND (${places}))
    AND c.occurred_at >= (SELECT min(s.from_time) FROM sealed s WHERE ${batches})
    AND c.occurred_at <= (SELECT max(s.to_time) FROM sealed s WHERE ${batches}))`;
}

/** The values of an enum that fit. */
function valuesWithin(term: FieldTerm): string[] {
  const { values, limits } = limitsOf(term);
  if (values) return values;
  const all = FIELDS[term.field].values ?? [];
  return all.filter((text) => limits.every(({ op, value }) => fits(term.field, text, op, value)));
}

function fits(field: FieldName, text: string, op: Comparison, limit: string): boolean {
  const difference = rankOf(field, text) - rankOf(field, limit);
  if (difference === 0) return op === "<=" || op === ">=";
  return difference < 0 ? op.startsWith("<") : op.startsWith(">");
}

/** A comparison as SQL. */
export function sign(sql: Lowering["sql"], op: Comparison): Fragment {
  return { "<": sql`<`, "<=": sql`<=`, ">": sql`>`, ">=": sql`>=` }[op];
}

function allOf(sql: Lowering["sql"], sides: readonly Fragment[]): Fragment {
  return sides.reduce((all, side) => sql`${all} AND ${side}`, sql`true`);
}

function anyOf(sql: Lowering["sql"], sides: readonly Fragment[]): Fragment {
  return sides.reduce((any, side) => sql`${any} OR (${side})`, sql`false`);
}
