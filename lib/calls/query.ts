// Every read of calls goes through here, so that another store can serve the explorer one day.
import type postgres from "postgres";
import type { Pool } from "../../db/client";
import type { Permission } from "../access/model";
import type { Viewer } from "../access/viewer";
import { DomainError } from "../errors";
import { callKeyOf, type JoinedRow, toCallRow } from "./call-row";
import { decodeCursor, encodeCursor } from "./cursor";
import { formatInstant } from "./instants";
import { lowerQuery } from "./lower-query";
import { decodeCallId } from "./public-id";
import { parseQuery } from "./query-language/parse";
import { readJoined } from "./read-joined";
import { timeBound } from "./time-bounds";
import type { CallPage, CallPresence } from "./view";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

export type ListParams = {
  q?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  cursor?: string | undefined;
  /** 1 to 200, default 50. */
  limit?: number | undefined;
};

/** One page of the calls that match, newest first. Throws `forbidden` and `invalid` (query, times). */
export async function listCalls(
  pool: Pool,
  viewer: Viewer,
  params: ListParams,
  now = Date.now(),
): Promise<CallPage> {
  needs(viewer, "calls:read");
  const { sql } = pool;
  const limit = params.limit ?? 50;
  const cursor = params.cursor ? decodeCursor(params.cursor) : null;
  const newer = cursor?.direction === "newer";
  const conditions = await conditionsOf(sql, params, now);
  if (cursor) {
    const key = sql`(${formatInstant(cursor.key.at)}::timestamptz, ${cursor.key.sourceId}::int, ${cursor.key.eventId}::text)`;
    const side = newer ? sql`>` : sql`<`;
    conditions.push(sql`(c.occurred_at, c.source_id, c.event_id) ${side} ${key}`);
  }
  // Before the rows: what is sequenced between the two is in both, and nothing is in neither.
  const head = await readHead(sql);
  const found = await readRows(sql, conditions, { newer, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const more = found.length > limit;
  if (newer) rows.reverse();
  const first = rows.at(0);
  const last = rows.at(-1);
  const hasOlder = newer ? cursor !== null : more;
  const hasNewer = newer ? more : cursor !== null;
  return {
    items: rows.map(toCallRow),
    next: last && hasOlder ? encodeCursor({ direction: "older", key: callKeyOf(last) }) : null,
    previous:
      first && hasNewer ? encodeCursor({ direction: "newer", key: callKeyOf(first) }) : null,
    head,
  };
}

/** What a call must be to match. Throws `invalid` (query, times). */
export async function conditionsOf(
  sql: postgres.Sql,
  { q, from, to }: Pick<ListParams, "q" | "from" | "to">,
  now: number,
): Promise<Fragment[]> {
  return [
    sql`true`,
    ...(from ? [sql`c.occurred_at >= ${timeBound("from", from, now)}`] : []),
    ...(to ? [sql`c.occurred_at < ${timeBound("to", to, now)}`] : []),
    ...(await lowerQuery(sql, readQuery(q ?? ""))).map(({ where }) => where),
  ];
}

/** The index of the newest sequenced event; -1 while there is none. */
export async function readHead(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ head: number }[]>`
    SELECT (next_index - 1)::float8 AS head FROM ledger_head WHERE id = 1`;
  if (!row) throw new Error("the ledger has no head");
  return row.head;
}

/** The joined row of one call. Throws `not_found`. */
export async function readCall(pool: Pool, id: string): Promise<JoinedRow> {
  const key = decodeCallId(id);
  const rows =
    key === null
      ? []
      : await readRows(
          pool.sql,
          [
            pool.sql`c.occurred_at = ${formatInstant(key.at)}`,
            pool.sql`c.source_id = ${key.sourceId}`,
            pool.sql`c.event_id = ${key.eventId}`,
          ],
          { newer: false, limit: 1 },
        );
  const [row] = rows;
  if (!row)
    throw new DomainError("not_found", "There is no such call, or its retention has ended.");
  return row;
}

/** What the empty states need to know. */
export async function callPresence(pool: Pool, viewer: Viewer): Promise<CallPresence> {
  needs(viewer, "calls:read");
  const [row] = await pool.sql<{ sources: number; newest: string | null; oldest: string | null }[]>`
    SELECT (SELECT count(*)::int FROM source) AS sources,
           (SELECT occurred_at FROM call ORDER BY occurred_at DESC LIMIT 1) AS newest,
           (SELECT occurred_at FROM call ORDER BY occurred_at LIMIT 1) AS oldest`;
  return {
    sources: row?.sources ?? 0,
    newest: row?.newest ? new Date(row.newest).toISOString() : null,
    oldest: row?.oldest ? new Date(row.oldest).toISOString() : null,
  };
}

export function needs(viewer: Viewer, permission: Permission): void {
  if (!viewer.permissions.has(permission)) {
    throw new DomainError("forbidden", `This needs the permission ${permission}.`);
  }
}

function readQuery(text: string) {
  if (text.includes("\0")) {
    const message = "a NUL character, which no stored text has";
    throw new DomainError("invalid", `q: ${message}`, { fields: [{ path: "q", message }] });
  }
  const parsed = parseQuery(text);
  if (parsed.ok) return parsed.query;
  const { message, from, to } = parsed.error;
  throw new DomainError("invalid", `q: ${message}`, {
    fields: [{ path: "q", message: `${message} (characters ${from} to ${to})` }],
  });
}

/**
 * Plan: an index scan per partition, newest partition first, that stops after the page (Append
 * ordered by the partition bounds).
 */
function readRows(
  sql: postgres.Sql,
  conditions: readonly Fragment[],
  page: { newer: boolean; limit: number },
) {
  const direction = page.newer ? sql`ASC` : sql`DESC`;
  const where = conditions.map((one, n) => (n === 0 ? one : sql`AND ${one}`));
  const order = sql`c.occurred_at ${direction}, c.source_id ${direction}, c.event_id ${direction}`;
  return readJoined(
    sql,
    sql`SELECT c.* FROM call c WHERE ${where} ORDER BY ${order} LIMIT ${page.limit}`,
    order,
  );
}
