import { type Pool, rfc3339 } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import { DomainError } from "../errors";
import { diffDefinitions } from "./definition-diff";
import { type ToolDetail, toolDetail } from "./detail-view";
import { likelyRenamed } from "./likeness";
import { toolColumns, type ToolRow, viewOf } from "./list-tools";
import { recentByTool } from "./recent-by-tool";
import { readCallers } from "./read-callers";
import { WAITING } from "./tool-states";

const HISTORY = 100;
const GONE = 50;
const OFFERED = 3;

type Row = ToolRow & {
  serverStrict: boolean | null;
  reviewed: string | null;
  renamedFrom: { id: string; name: string } | null;
};

/** One tool: its definition beside the reviewed one, its history, and who called it. Throws `not_found`. */
export async function readTool(pool: Pool, viewer: Viewer, id: string): Promise<ToolDetail> {
  needs(viewer, "directory:read");
  const own = /^\d{1,9}$/.test(id) ? Number(id) : 0;
  const [row] = await pool.sql<Row[]>`
    WITH recent AS (${recentByTool(pool.sql, pool.sql`SELECT ${own}::int AS id`)})
    SELECT ${toolColumns(pool.sql)}, o.strict AS "serverStrict",
           encode(c.reviewed_sha256, 'hex') AS reviewed,
           CASE WHEN f.id IS NOT NULL THEN json_build_object('id', f.id::text, 'name', f.name) END
             AS "renamedFrom"
    FROM tool LEFT JOIN server s ON s.id = tool.server_id
    LEFT JOIN catalog_tool c ON c.tool_id = tool.id
    LEFT JOIN catalog_server o ON o.server_id = c.server_id
    LEFT JOIN tool f ON f.id = c.renamed_from
    LEFT JOIN recent ON recent.id = tool.id WHERE tool.id = ${own}`;
  if (!row) throw new DomainError("not_found", "There is no such tool.");
  const [definitions, history, callers] = await Promise.all([
    readDefinitions(pool.sql, own),
    readHistory(pool.sql, own),
    readCallers(pool.sql, own),
  ]);
  const documentOf = (sha256: string | null) =>
    definitions.find((one) => one.sha256 === sha256)?.document ?? null;
  const document = documentOf(row.sha256);
  const reviewed = row.reviewed === row.sha256 ? null : documentOf(row.reviewed);
  return toolDetail.parse({
    ...viewOf(row),
    serverStrict: row.serverStrict,
    reviewedSha256: row.reviewed,
    definition: parsed(document),
    diff: document === null ? null : diffDefinitions(parsed(reviewed), parsed(document)),
    definitions: definitions.map(({ document: kept, ...one }) => ({ ...one, kept: kept !== null })),
    history,
    callers,
    renamedFrom: row.renamedFrom,
    mayBe: await mayBe(pool.sql, row, document),
  });
}

function parsed(document: string | null): unknown {
  return document === null ? null : JSON.parse(document);
}

type Source = { id: string; name: string } | null;

async function readDefinitions(sql: Pool["sql"], id: number) {
  const rows = await sql<
    {
      sha256: string;
      document: string | null;
      bytes: number | null;
      firstSeenAt: string;
      lastSeenAt: string;
      seenIn: string;
      source: Source;
      eventId: string | null;
    }[]
  >`
    SELECT encode(d.sha256, 'hex') AS sha256, d.bytes, d.first_seen_at AS "firstSeenAt",
           d.last_seen_at AS "lastSeenAt", d.seen_in AS "seenIn", d.event_id AS "eventId",
           ${sourceOf(sql)} AS source,
           -- Of the two that are compared; of the others only whether it is kept.
           CASE WHEN d.document IS NULL THEN NULL
                WHEN d.sha256 IN (c.sha256, c.reviewed_sha256) THEN d.document ELSE '' END AS document
    FROM tool_definition d LEFT JOIN catalog_tool c ON c.tool_id = d.tool_id
    LEFT JOIN source ON source.id = d.source_id
    WHERE d.tool_id = ${id} ORDER BY d.last_seen_at DESC, d.first_seen_at DESC`;
  return rows.map((row) => ({
    ...row,
    firstSeenAt: rfc3339(row.firstSeenAt),
    lastSeenAt: rfc3339(row.lastSeenAt),
  }));
}

async function readHistory(sql: Pool["sql"], id: number) {
  const rows = await sql<{ at: string }[]>`
    SELECT h.at, h.what, h.from_state AS "from", h.to_state AS "to",
           encode(h.sha256, 'hex') AS sha256, h.by, h.reason, h.event_id AS "eventId",
           ${sourceOf(sql)} AS source
    FROM tool_change h LEFT JOIN source ON source.id = h.source_id
    WHERE h.tool_id = ${id} ORDER BY h.id DESC LIMIT ${HISTORY}`;
  return rows.map((row) => ({ ...row, at: rfc3339(row.at) }));
}

function sourceOf(sql: Pool["sql"]) {
  return sql`CASE WHEN source.id IS NOT NULL
    THEN json_build_object('id', source.public_id, 'name', source.name) END`;
}

/** Only of a tool that waits: a review says what the others are. */
async function mayBe(sql: Pool["sql"], row: Row, document: string | null) {
  if (row.state === null || !WAITING.includes(row.state) || document === null) return [];
  const gone = await sql<{ id: string; name: string; document: string | null }[]>`
    SELECT tool.id::text AS id, tool.name, d.document
    FROM catalog_tool c JOIN tool ON tool.id = c.tool_id
    JOIN tool_definition d ON d.tool_id = c.tool_id AND d.sha256 = c.sha256
    WHERE c.server_id = ${Number(row.serverId)} AND c.gone_since IS NOT NULL
      AND c.state IN ('allowed', 'blocked') AND c.tool_id <> ${Number(row.id)}
    ORDER BY c.gone_since DESC LIMIT ${GONE}`;
  return likelyRenamed({ name: row.name, document }, gone)
    .slice(0, OFFERED)
    .map(({ tool: { id, name }, likeness }) => ({ id, name, likeness }));
}
