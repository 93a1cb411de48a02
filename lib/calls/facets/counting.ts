// What facets and histogram share: who may count what, and a place in the lane.
import type postgres from "postgres";
import pLimit from "p-limit";
import type { CommandContext } from "../../access/command";
import { parseInstant } from "../../identity/instant";
import { lowerQuery } from "../lower-query";
import type { Fragment } from "../lowering";
import { instantsOf, needs, rangeFrom, readQuery, tooSlow } from "../query";
import type { Query } from "../query-language/model";
import { admitPayloadSearch } from "../search-payload";
import { callEnds, type Range } from "./counted-rows";

export type CountParams = {
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** `searchedTo` of the answer before: counts only what is older. */
  before?: string | undefined;
};

export type Counting = {
  sql: postgres.Sql;
  query: Query;
  range: Range;
  ends: { oldest: number; newest: number };
  before: number;
  /** What a call must be to match a query. */
  conditionsOf: (query: Query) => Promise<Fragment[]>;
};

/** How long a count over the calls themselves goes on before it answers. */
export const BUDGET_MS = 250;

/** Counts never take the connections that rows are read with. */
const lane = pLimit(3);

/**
 * Runs a count. Throws `forbidden` and `invalid` (query, times), and `too_large`. A query that looks
 * inside payloads is recorded, once with its rows.
 */
export async function counting<T>(
  context: CommandContext,
  { before, ...params }: CountParams,
  now: number,
  count: (counting: Counting) => Promise<T>,
): Promise<T> {
  const { actor, pool } = context;
  if (actor.kind === "member") needs(actor.viewer, "calls:read");
  const query = readQuery(params.q ?? "");
  const range = rangeFrom(params, null, now);
  const { from, to } = instantsOf(params, now);
  await admitPayloadSearch(context, query, params);
  return lane(async () =>
    count({
      sql: pool.sql,
      query,
      range,
      ends: (await callEnds(pool.sql)) ?? { oldest: now * 1000, newest: now * 1000 - 1 },
      before: before === undefined ? Number.POSITIVE_INFINITY : parseInstant(before),
      conditionsOf: async (asked) =>
        (await lowerQuery({ sql: pool.sql, from, to }, asked)).map(({ where }) => where),
    }),
  ).catch(tooSlow);
}

/** The calls that are still to be counted one by one: both ends where there are calls. */
export function countedRange({ range, ends, before }: Counting): Range {
  return {
    from: Math.max(range.from, ends.oldest),
    to: Math.min(range.to, ends.newest + 1, before),
  };
}

/** All of them hold. */
export function allOf(
  sql: postgres.Sql | postgres.TransactionSql,
  conditions: readonly Fragment[],
): Fragment {
  return conditions.reduce((all, one) => sql`${all} AND ${one}`, sql`true`);
}
