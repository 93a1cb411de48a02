import { z } from "zod";
import { type Pool, rfc3339 } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { DomainError } from "../errors";
import { containing } from "../identity/recent-calls";
import { type ToolQuery, type ToolView, toolView } from "./model";
import { recentByTool } from "./recent-by-tool";

const PAGE = 100;

/**
 * Tools by server and name, a page at a time. The cursor is the id of the last one before it.
 * Throws `forbidden`, and `invalid` for a cursor of no list.
 */
export async function listTools(
  pool: Pool,
  viewer: Viewer,
  query: ToolQuery = {},
): Promise<{ items: ToolView[]; next: string | null }> {
  needs(viewer, "directory:read");
  const { sql } = pool;
  const rows = await sql<ToolRow[]>`
    WITH page AS (
      SELECT tool.id, tool.server_id, tool.name, tool.risk, coalesce(s.name, '') AS server
      FROM tool LEFT JOIN server s ON s.id = tool.server_id
      LEFT JOIN catalog_tool c ON c.tool_id = tool.id
      WHERE (c.tool_id IS NOT NULL OR tool.risk IS NOT NULL) AND ${wanted(pool, query)}
        AND ${after(pool, query.cursor)}
      ORDER BY server, tool.name, tool.id LIMIT ${PAGE + 1}
    ), recent AS (${recentByTool(sql, sql`SELECT id FROM page`)})
    SELECT ${toolColumns(sql)}
    FROM page JOIN tool ON tool.id = page.id LEFT JOIN server s ON s.id = tool.server_id
    LEFT JOIN catalog_tool c ON c.tool_id = tool.id
    LEFT JOIN catalog_server o ON o.server_id = c.server_id
    LEFT JOIN recent ON recent.id = tool.id
    ORDER BY page.server, page.name, page.id`;
  const items = rows.slice(0, PAGE).map(viewOf);
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

function wanted({ sql }: Pool, { server, state, risk, q }: ToolQuery) {
  return [
    server === undefined ? sql`true` : sql`s.name = ${server}`,
    state === undefined ? sql`true` : stateIs({ sql }, state),
    risk === undefined ? sql`true` : sql`coalesce(tool.risk, 'none') = ${risk}`,
    q ? sql`(tool.name ILIKE ${containing(q)} OR s.name ILIKE ${containing(q)})` : sql`true`,
  ].reduce((all, one) => sql`${all} AND ${one}`);
}

function stateIs({ sql }: Pick<Pool, "sql">, state: NonNullable<ToolQuery["state"]>) {
  if (state === "waiting") return sql`c.state IN ('new', 'changed')`;
  if (state === "gone") return sql`c.gone_since IS NOT NULL`;
  return sql`c.state = ${state}`;
}

function after({ sql }: Pool, cursor: string | undefined) {
  if (cursor === undefined || cursor === "") return sql`true`;
  if (
    !z
      .string()
      .regex(/^\d{1,9}$/)
      .safeParse(cursor).success
  ) {
    const message = "no cursor of this list";
    throw new DomainError("invalid", `cursor: ${message}`, {
      fields: [{ path: "cursor", message }],
    });
  }
  return sql`(coalesce(s.name, ''), tool.name, tool.id) > (
    SELECT coalesce(ls.name, ''), lt.name, lt.id FROM tool lt
    LEFT JOIN server ls ON ls.id = lt.server_id WHERE lt.id = ${Number(cursor)})`;
}

export type ToolRow = ToolView;

/** Of `tool`, its server `s`, the catalog's `c` and `o`, and `recent`. */
export function toolColumns(sql: Pool["sql"]) {
  return sql`tool.id::text AS id, s.name AS server, s.id::text AS "serverId",
    o.state AS "serverState", tool.name, tool.risk, c.state, c.state_since AS "stateSince",
    c.first_seen_at AS "firstSeenAt", c.last_seen_at AS "lastSeenAt", c.gone_since AS "goneSince",
    encode(c.sha256, 'hex') AS sha256, coalesce(recent.calls, 0) AS calls,
    coalesce(recent.people, 0) AS people, recent.last_used AS "lastUsed"`;
}

export function viewOf(row: ToolRow): ToolView {
  const instant = (text: string | null) => (text === null ? null : rfc3339(text));
  return toolView.parse({
    ...row,
    stateSince: instant(row.stateSince),
    firstSeenAt: instant(row.firstSeenAt),
    lastSeenAt: instant(row.lastSeenAt),
    goneSince: instant(row.goneSince),
    lastUsed: instant(row.lastUsed),
  });
}
