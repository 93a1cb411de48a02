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
import { timeBound } from "./time-bounds";
import type { CallPage, CallPresence } from "./view";

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
  const conditions = [
    sql`true`,
    ...(params.from ? [sql`c.occurred_at >= ${timeBound("from", params.from, now)}`] : []),
    ...(params.to ? [sql`c.occurred_at < ${timeBound("to", params.to, now)}`] : []),
    ...(await lowerQuery(sql, readQuery(params.q ?? ""))).map(({ where }) => where),
  ];
  if (cursor) {
    const key = sql`(${formatInstant(cursor.key.at)}::timestamptz, ${cursor.key.sourceId}::int, ${cursor.key.eventId}::text)`;
    const side = newer ? sql`>` : sql`<`;
    conditions.push(sql`(c.occurred_at, c.source_id, c.event_id) ${side} ${key}`);
  }
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
  };
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
 * ordered by the partition bounds); only the page's rows are joined with the dimensions.
 */
function readRows(
  sql: postgres.Sql,
  conditions: readonly postgres.PendingQuery<postgres.Row[]>[],
  page: { newer: boolean; limit: number },
) {
  const direction = page.newer ? sql`ASC` : sql`DESC`;
  const where = conditions.map((one, n) => (n === 0 ? one : sql`AND ${one}`));
  return sql<JoinedRow[]>`
    SELECT c.occurred_at, c.source_id, c.event_id, (sealed.first_index + c.batch_pos)::text AS index,
           c.type, source.public_id AS source_public_id, source.name AS source_name,
           ${identityColumn(sql, "caller")} AS caller, ${identityColumn(sql, "ran_as")} AS ran_as,
           client.client_id, client.name AS client_name,
           encode(session.session_sha256, 'hex') AS session,
           server.name AS server, tool.name AS tool,
           encode(credential.fingerprint, 'hex') AS credential, credential.label AS credential_label,
           c.caller_evidence, c.evidence, c.ran_as_kind, c.relation, c.verdict, c.flags,
           c.observed_flags, c.severity, c.decision, c.outcome, c.duration_ms, c.approval_id,
           c.trace_id
    FROM (
      SELECT c.* FROM call c WHERE ${where}
      ORDER BY c.occurred_at ${direction}, c.source_id ${direction}, c.event_id ${direction}
      LIMIT ${page.limit}
    ) c
    JOIN source ON source.id = c.source_id
    LEFT JOIN sealed ON sealed.batch_id = c.batch_id
    LEFT JOIN principal caller ON caller.id = c.caller_id
    LEFT JOIN person caller_person ON caller_person.id = caller.person_id
    LEFT JOIN principal ran_as ON ran_as.id = c.ran_as_id
    LEFT JOIN person ran_as_person ON ran_as_person.id = ran_as.person_id
    LEFT JOIN client ON client.id = c.client_id
    LEFT JOIN session ON session.id = c.session_id
    LEFT JOIN server ON server.id = c.server_id
    LEFT JOIN tool ON tool.id = c.tool_id
    LEFT JOIN credential ON credential.id = c.credential_id
    ORDER BY c.occurred_at ${direction}, c.source_id ${direction}, c.event_id ${direction}`;
}

/** One joined principal with its person as a JSON object, or null. */
function identityColumn(sql: postgres.Sql, alias: "caller" | "ran_as") {
  const person = `${alias}_person`;
  return sql`CASE WHEN ${sql(alias)}.id IS NOT NULL THEN json_build_object(
    'public_id', ${sql(alias)}.public_id, 'iss', ${sql(alias)}.iss, 'sub', ${sql(alias)}.sub,
    'name', ${sql(alias)}.name, 'email', ${sql(alias)}.email,
    'person', ${sql(person)}.slug, 'person_name', ${sql(person)}.name) END`;
}
