// The admin log as the console and the API read it.
import type postgres from "postgres";
import { type Pool, rfc3339 } from "../../db/client";
import { timeBound } from "../calls/time-bounds";
import { DomainError } from "../errors";
import {
  type AdminLogCursor,
  decodeAdminLogCursor,
  encodeAdminLogCursor,
} from "./admin-log-cursor";
import type { AdminLogParams } from "./admin-log-address";
import { type AdminLogPage, adminLogRowSchema } from "./admin-log-view";
import type { Viewer } from "./viewer";

type Row = { key: { at: string; id: string }; time: string };

/**
 * One page of records that fit every filter, newest first. `actor` and `subject` also take a member's
 * e-mail. Throws `forbidden`, and `invalid` for a time or a cursor.
 */
export async function listAdminLog(
  { sql }: Pool,
  viewer: Viewer,
  params: AdminLogParams & { limit?: number | undefined },
  now = Date.now(),
): Promise<AdminLogPage> {
  if (!viewer.permissions.has("admin-log:read")) {
    throw new DomainError("forbidden", "This needs the permission admin-log:read.");
  }
  const limit = params.limit ?? 50;
  const cursor = params.cursor ? decodeAdminLogCursor(params.cursor) : null;
  const newer = cursor?.direction === "newer";
  const found = await readRows(sql, await conditionsOf(sql, params, cursor, now), newer, limit + 1);
  const rows = found.slice(0, limit);
  const more = found.length > limit;
  if (newer) rows.reverse();
  const [first, last] = [rows.at(0), rows.at(-1)];
  const hasOlder = newer ? cursor !== null : more;
  const hasNewer = newer ? more : cursor !== null;
  return {
    items: rows.map((row) => adminLogRowSchema.parse({ ...row, time: rfc3339(row.time) })),
    next: last && hasOlder ? encodeAdminLogCursor({ direction: "older", ...last.key }) : null,
    previous: first && hasNewer ? encodeAdminLogCursor({ direction: "newer", ...first.key }) : null,
  };
}

async function conditionsOf(
  sql: postgres.Sql,
  params: AdminLogParams,
  cursor: AdminLogCursor | null,
  now: number,
): Promise<postgres.PendingQuery<postgres.Row[]>[]> {
  const { actor, action, subject, request, from, to } = params;
  const conditions = [
    ...(actor ? [sql`lower(l.actor) = lower(${actorOf(actor)})`] : []),
    ...(action ? [sql`l.action = ${action}`] : []),
    ...(subject ? [sql`l.subject = ${await subjectOf(sql, subject)}`] : []),
    ...(request ? [sql`l.request_id = ${request}`] : []),
    ...(from ? [sql`l.at >= ${timeBound("from", from, now)}`] : []),
    ...(to ? [sql`l.at < ${timeBound("to", to, now)}`] : []),
  ];
  if (cursor === null) return conditions;
  const key = sql`('epoch'::timestamptz + ${cursor.at}::bigint * interval '1 microsecond', ${cursor.id}::bigint)`;
  return [
    ...conditions,
    sql`(l.at, l.id) ${cursor.direction === "newer" ? sql`>` : sql`<`} ${key}`,
  ];
}

/** Plan: one index in the order of the page, LIMIT rows of it, then a look-up of each one's name. */
function readRows(
  sql: postgres.Sql,
  conditions: postgres.PendingQuery<postgres.Row[]>[],
  newer: boolean,
  limit: number,
): Promise<Row[]> {
  const where = conditions.reduce((all, one) => sql`${all} AND ${one}`, sql`true`);
  const order = newer ? sql`at, id` : sql`at DESC, id DESC`;
  return sql<Row[]>`
    WITH page AS (
      SELECT l.* FROM admin_log l WHERE ${where} ORDER BY ${order} LIMIT ${limit})
    SELECT page.id::int8::float8 AS id, page.at::text AS time, page.actor, page.via, page.action,
      page.subject, page.details, page.request_id AS "requestId",
      coalesce(m.email, s.name, p.name, i.email, t.name, c.name) AS "subjectName",
      json_build_object('id', page.id::text,
        'at', (extract(epoch FROM page.at) * 1000000)::bigint::text) AS key
    FROM page
    LEFT JOIN member m ON m.id = page.subject
    LEFT JOIN source s ON s.public_id = page.subject
    LEFT JOIN principal p ON p.public_id = page.subject
    LEFT JOIN invitation i ON i.id = page.subject
    LEFT JOIN access_token t ON t.id = page.subject
    LEFT JOIN channel c ON c.id = page.subject
    ORDER BY ${newer ? sql`page.at, page.id` : sql`page.at DESC, page.id DESC`}`;
}

/** `member:…` as it is stored; a bare name is a member where it looks like one, else an operator. */
function actorOf(text: string): string {
  if (text === "system" || /^(member|operator|source):/.test(text)) return text;
  return /[@|]/.test(text) ? `member:${text}` : `operator:${text}`;
}

async function subjectOf(sql: postgres.Sql, text: string): Promise<string> {
  if (!text.includes("@")) return text;
  const [found] = await sql<{ id: string }[]>`
    SELECT id FROM member WHERE lower(email) = lower(${text})`;
  return found?.id ?? text;
}
