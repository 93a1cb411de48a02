import type postgres from "postgres";
import { rfc3339 } from "../../db/client";
import type { CommandContext } from "../access/command";
import { rowsOfBatches, type TakenBatches } from "./batch-rows";
import { toCallRow } from "./call-row";
import { conditionsOf, readHead } from "./query";
import { readJoined } from "./read-joined";
import type { CallPage } from "./view";

/** So many events are looked through for one answer. */
const EVENTS_AT_ONCE = 20_000;

export type ArrivalParams = {
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  /** Index of the last event that was seen. */
  after: number;
  /** 1 to 200, default 50. */
  limit?: number | undefined;
};

/**
 * The calls that were sequenced after an index and match, in that order: what a live view adds, and
 * what a follower reads without losing any. Throws and records as `readCalls`.
 */
export async function readArrivals(
  context: CommandContext,
  { after, limit = 50, ...params }: ArrivalParams,
  now = Date.now(),
): Promise<CallPage> {
  const { sql } = context.pool;
  const conditions = await conditionsOf(context, params, now);
  const newest = await readHead(sql);
  const upTo = Math.min(newest, after + EVENTS_AT_ONCE);
  const found = await rowsBetween(sql, { after, upTo, limit: limit + 1, conditions });
  const items = found.slice(0, limit).map(toCallRow);
  const head = found.length > limit ? (items.at(-1)?.index ?? upTo) : Math.max(after, upTo);
  return { items, next: null, previous: null, searchedTo: null, head, complete: head >= newest };
}

type Between = {
  after: number;
  upTo: number;
  limit: number;
  conditions: readonly postgres.PendingQuery<postgres.Row[]>[];
};

async function rowsBetween(sql: postgres.Sql, { after, upTo, limit, conditions }: Between) {
  const batches = await batchesBetween(sql, after, upTo);
  if (batches === null) return [];
  const rows = await rowsOfBatches(sql, "call", batches);
  const index = sql`s.first_index + c.batch_pos`;
  // Never empty: an empty list would be a parameter.
  const where = [sql`true`, ...conditions].map((one) => sql`AND ${one}`);
  const page = sql`
    SELECT c.* FROM (${rows()}) c JOIN sealed s USING (batch_id)
    WHERE ${index} > ${after} AND ${index} <= ${upTo} ${where} ORDER BY ${index} LIMIT ${limit}`;
  return readJoined(sql, page, sql`sealed.first_index + c.batch_pos`);
}

/** The batches with events after one index and up to another; null where there is none. */
async function batchesBetween(
  sql: postgres.Sql,
  after: number,
  upTo: number,
): Promise<TakenBatches | null> {
  const [row] = await sql<{ ids: string; from: string; to: string }[]>`
    SELECT string_agg(batch_id::text, ' ') AS ids, min(from_time)::text AS "from",
           max(to_time)::text AS "to"
    FROM sealed
    WHERE first_index <= ${upTo} AND first_index + n - 1 > ${after}
      AND first_index >= (
        SELECT coalesce(max(first_index), 0) FROM sealed WHERE first_index <= ${after + 1})
    HAVING count(*) > 0`;
  return row ? { ids: row.ids.split(" "), from: rfc3339(row.from), to: rfc3339(row.to) } : null;
}
