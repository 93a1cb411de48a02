// Every read of calls goes through here, so that another store can serve the explorer one day.
import type postgres from "postgres";
import type { Pool } from "../../db/client";
import type { CommandContext } from "../access/command";
import type { Permission } from "../access/model";
import type { Viewer } from "../access/viewer";
import { codeOf } from "../describe-error";
import { DomainError } from "../errors";
import { parseInstant } from "../identity/instant";
import { callKeyOf, type JoinedRow, toCallRow } from "./call-row";
import { type Cursor, decodeCursor, encodeCursor } from "./cursor";
import { formatInstant } from "./instants";
import { bestLookUps } from "./look-up";
import type { Condition } from "./lowering";
import { lowerQuery } from "./lower-query";
import { type CallKey, decodeCallId } from "./public-id";
import { parseQuery } from "./query-language/parse";
import { readJoined } from "./read-joined";
import { admitPayloadSearch } from "./search-payload";
import { searchWindows } from "./search-windows";
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

/** `readCalls` for a member. */
export function listCalls(
  pool: Pool,
  viewer: Viewer,
  params: ListParams,
  now = Date.now(),
): Promise<CallPage> {
  return readCalls({ pool, actor: { kind: "member", viewer } }, params, now);
}

/**
 * One page of the calls that match, newest first. Throws `forbidden` and `invalid` (query, times). A
 * query that looks inside payloads is recorded in the admin log.
 */
export async function readCalls(
  context: CommandContext,
  params: ListParams,
  now = Date.now(),
): Promise<CallPage> {
  const { sql } = context.pool;
  const limit = params.limit ?? 50;
  const cursor = params.cursor ? decodeCursor(params.cursor) : null;
  const newer = cursor?.direction === "newer";
  // The head before the rows: what is sequenced between the two is in both, and nothing in neither.
  const [lowered, head] = await Promise.all([queryConditions(context, params, now), readHead(sql)]);
  const conditions = lowered.map(({ where }) => where);
  if (cursor && "key" in cursor) conditions.push(beyond(sql, cursor));
  const range = rangeFrom(params, cursor, now);
  const widthMs = cursor && "at" in cursor ? cursor.widthMs : null;
  const found = await searchWindows(sql, {
    conditions,
    lookUps: bestLookUps(lowered),
    newer,
    limit: limit + 1,
    range,
    widthMs,
  }).catch(tooSlow);
  const rows = found.rows.slice(0, limit);
  const more = found.rows.length > limit;
  if (newer) rows.reverse();
  const [first, last] = [rows.at(0), rows.at(-1)];
  const stopped = more ? null : found.reached;
  const place = (direction: "older" | "newer", row: JoinedRow | undefined) => {
    const ahead = (direction === "newer") === newer;
    if (ahead && stopped !== null)
      return encodeCursor({ direction, at: stopped, widthMs: found.widthMs });
    if (row && (ahead ? more : cursor !== null))
      return encodeCursor({ direction, key: callKeyOf(row) });
    return null;
  };
  return {
    items: rows.map(toCallRow),
    next: place("older", last),
    previous: place("newer", first),
    head,
    searchedTo: stopped === null ? null : formatInstant(stopped),
  };
}

/** Beyond the call at which the page before ended. */
export function beyond(sql: postgres.Sql, { direction, key }: { direction: string; key: CallKey }) {
  const end = sql`(${formatInstant(key.at)}::timestamptz, ${key.sourceId}::int, ${key.eventId}::text)`;
  const side = direction === "newer" ? sql`>` : sql`<`;
  return sql`(c.occurred_at, c.source_id, c.event_id) ${side} ${end}`;
}

/** What of the range lies beyond the cursor, in microseconds. */
export function rangeFrom(
  params: Pick<ListParams, "from" | "to">,
  cursor: Cursor | null,
  now: number,
) {
  const { from, to } = params;
  const range = {
    from: from ? parseInstant(timeBound("from", from, now)) : Number.NEGATIVE_INFINITY,
    to: to ? parseInstant(timeBound("to", to, now)) : Number.POSITIVE_INFINITY,
  };
  if (cursor === null) return range;
  const at = "key" in cursor ? cursor.key.at : cursor.at;
  if (cursor.direction === "newer") return { ...range, from: Math.max(range.from, at) };
  return { ...range, to: Math.min(range.to, "key" in cursor ? at + 1 : at) };
}

/**
 * What a call must be to match the query; the range is not part of it. Throws `forbidden` and
 * `invalid`. A query that looks inside payloads is recorded.
 */
async function queryConditions(
  context: CommandContext,
  params: Pick<ListParams, "q" | "from" | "to">,
  now: number,
): Promise<Condition[]> {
  const { actor, pool } = context;
  if (actor.kind === "member") needs(actor.viewer, "calls:read");
  const query = readQuery(params.q ?? "");
  const { from, to } = instantsOf(params, now);
  await admitPayloadSearch(context, query, params);
  return lowerQuery({ sql: pool.sql, from, to }, query);
}

export function instantsOf({ from, to }: Pick<ListParams, "from" | "to">, now: number) {
  return {
    from: from ? timeBound("from", from, now) : undefined,
    to: to ? timeBound("to", to, now) : undefined,
  };
}

/** What a call must be to match query and range. Throws and records as `readCalls`. */
export async function conditionsOf(
  context: CommandContext,
  params: Pick<ListParams, "q" | "from" | "to">,
  now: number,
): Promise<Fragment[]> {
  const { sql } = context.pool;
  const { from, to } = instantsOf(params, now);
  return [
    ...(from ? [sql`c.occurred_at >= ${from}`] : []),
    ...(to ? [sql`c.occurred_at < ${to}`] : []),
    ...(await queryConditions(context, params, now)).map(({ where }) => where),
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
  const { sql } = pool;
  const key = decodeCallId(id);
  const rows =
    key === null
      ? []
      : await readJoined(
          sql,
          sql`SELECT c.* FROM call c
              WHERE c.occurred_at = ${formatInstant(key.at)} AND c.source_id = ${key.sourceId}
                AND c.event_id = ${key.eventId}`,
          sql`c.occurred_at`,
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
    SELECT (SELECT count(*)::int FROM source WHERE NOT is_system) AS sources,
           (SELECT occurred_at FROM call ORDER BY occurred_at DESC LIMIT 1) AS newest,
           (SELECT occurred_at FROM call ORDER BY occurred_at LIMIT 1) AS oldest`;
  return {
    sources: row?.sources ?? 0,
    newest: row?.newest ? new Date(row.newest).toISOString() : null,
    oldest: row?.oldest ? new Date(row.oldest).toISOString() : null,
  };
}

/** The database gave the query up: asking the same again would only cost as much again. */
export function tooSlow(error: unknown): never {
  if (codeOf(error) !== "57014") throw error;
  throw new DomainError(
    "too_large",
    "This query was given up after 30 seconds. Narrow the time range, or add a caller, server, tool or verdict.",
  );
}

export function needs(viewer: Viewer, permission: Permission): void {
  if (!viewer.permissions.has(permission)) {
    throw new DomainError("forbidden", `This needs the permission ${permission}.`);
  }
}

export function readQuery(text: string) {
  const parsed = parseQuery(text);
  if (parsed.ok) return parsed.query;
  const { error } = parsed;
  const message = `${error.message} (characters ${error.from} to ${error.to})`;
  throw new DomainError("invalid", `q: ${message}`, { fields: [{ path: "q", message }] });
}
