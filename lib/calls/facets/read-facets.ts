import type postgres from "postgres";
import type { CommandContext } from "../../access/command";
import { formatInstant } from "../instants";
import { containsPattern } from "../like-pattern";
import type { Fragment } from "../lowering";
import { countWindows } from "./count-windows";
import { rollupRows, wholeCallRows } from "./counted-rows";
import {
  allOf,
  BUDGET_MS,
  countedRange,
  type Counting,
  counting,
  type CountParams,
} from "./counting";
import { withoutWanted } from "./facet-edit";
import { keyOf, namedValues, pairedValues } from "./facet-values";
import type { Facet, FacetField, Facets, FacetValue } from "./model";
import { isKept, isServable, smallestCounts } from "./servable";

export type FacetParams = CountParams & {
  fields: readonly FacetField[];
  /** Only values whose name contains this, in any case. */
  contains?: string | undefined;
  /** 1 to 500, default 20. */
  limit?: number | undefined;
};

/** So many values of one window are kept; beyond, rare ones may be missing from the sum. */
const KEPT_VALUES = 1_000;

type Sql = postgres.Sql | postgres.TransactionSql;
type Wanted = { field: FacetField; contains: string; limit: number };

/**
 * The values of each field among the calls that match, with their counts. What the query wants of a
 * field does not narrow that field's own values. Throws and records as `counting`.
 */
export function readFacets(
  context: CommandContext,
  { fields, contains = "", limit = 20, ...params }: FacetParams,
  now = Date.now(),
): Promise<Facets> {
  return counting(context, params, now, async (asked) => {
    const items: Facet[] = [];
    // One after the other: a request takes one connection.
    for (const field of new Set(fields)) {
      items.push(await readFacet(asked, { field, contains, limit }, BUDGET_MS / fields.length));
    }
    return { items };
  });
}

async function readFacet(asked: Counting, wanted: Wanted, budgetMs: number): Promise<Facet> {
  const { sql, range, ends } = asked;
  const { field, limit } = wanted;
  const query = withoutWanted(asked.query, field);
  const conditions = await asked.conditionsOf(query);
  if (isKept(field) && isServable(query)) {
    const rows = rollupRows(sql, range, ends.oldest, {
      coarsest: "day",
      filtered: query.terms.length > 0,
      smallest: smallestCounts(query, field),
    });
    const { total, values } = await countValues(sql, wanted, rows, conditions, limit + 1);
    return facetOf(sql, wanted, { basis: "rollup", stopped: null, total, values, exact: true });
  }
  const sums = new Map<string | null, FacetValue>();
  let [total, exact] = [0, true];
  const stopped = await countWindows(
    sql,
    countedRange(asked),
    budgetMs,
    (tx, window) => countValues(tx, wanted, wholeCallRows(sql, window), conditions, KEPT_VALUES),
    (found) => {
      total += found.total;
      exact &&= found.values.length < KEPT_VALUES;
      for (const one of found.values) {
        sums.set(one.value, { ...one, count: one.count + (sums.get(one.value)?.count ?? 0) });
      }
    },
  );
  const values = [...sums.values()].toSorted((a, b) => b.count - a.count);
  return facetOf(sql, wanted, { basis: "calls", stopped, total, values, exact });
}

type Found = Pick<Facet, "basis" | "total" | "values" | "exact"> & { stopped: number | null };

async function facetOf(
  sql: postgres.Sql,
  { field, limit }: Wanted,
  { stopped, values, ...found }: Found,
): Promise<Facet> {
  return {
    field,
    ...found,
    searchedTo: stopped === null ? null : formatInstant(stopped),
    more: values.length > limit,
    values: await pairedValues(sql, values.slice(0, limit)),
  };
}

/** Plan: one aggregate over the rows by an integer, then names for what is left, then the most. */
async function countValues(
  sql: Sql,
  { field, contains }: Wanted,
  rows: Fragment,
  conditions: readonly Fragment[],
  limit: number,
): Promise<{ total: number; values: FacetValue[] }> {
  const named = contains
    ? sql`WHERE lower(concat_ws(' ', value, label, detail))
            LIKE lower(${containsPattern({ text: contains, glob: false })})`
    : sql``;
  const [row] = await sql<{ total: number; values: (FacetValue & { label: string | null })[] }[]>`
    WITH counted AS MATERIALIZED (
      SELECT ${keyOf(sql, field)} AS key, sum(c.n) AS n FROM (${rows}) c
      WHERE ${allOf(sql, conditions)} GROUP BY 1 HAVING sum(c.n) > 0
    ), named AS (${namedValues(sql, field)})
    SELECT (SELECT coalesce(sum(n), 0)::float8 FROM counted) AS total,
           (SELECT coalesce(json_agg(top), '[]') FROM (
              SELECT value, min(label) AS label, min(detail) AS detail, sum(n)::float8 AS count
              FROM named ${named} GROUP BY value
              ORDER BY sum(n) DESC, value LIMIT ${limit}) top) AS values`;
  return {
    total: row?.total ?? 0,
    values: (row?.values ?? []).map((one) => ({ ...one, label: one.label ?? "(none)" })),
  };
}
