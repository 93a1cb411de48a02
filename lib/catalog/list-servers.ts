import { type Pool, rfc3339 } from "../../db/client";
import type { Viewer } from "../access/viewer";
import { needs } from "../calls/query";
import type { CatalogServerView } from "./model";

/** More than these are found by the search of tools. */
const MOST = 500;

type Row = Omit<CatalogServerView, "changedAt" | "listedAt"> & {
  changedAt: string;
  listedAt: string | null;
};

/** Servers of the catalog, those first of which a tool waits, and how many wait in all. */
export async function listCatalogServers(
  { sql }: Pool,
  viewer: Viewer,
): Promise<{ items: CatalogServerView[]; next: null; waiting: number }> {
  needs(viewer, "directory:read");
  const rows = await sql<Row[]>`
    SELECT s.id::text AS id, s.name, c.state, c.strict, c.changed_at AS "changedAt",
           c.changed_by AS "changedBy", c.reason, c.listed_at AS "listedAt", c.unread,
           count(t.tool_id)::int AS tools,
           (count(*) FILTER (WHERE t.state IN ('new', 'changed')))::int AS waiting,
           (count(*) FILTER (WHERE t.state = 'blocked'))::int AS blocked
    FROM catalog_server c JOIN server s ON s.id = c.server_id
    LEFT JOIN catalog_tool t ON t.server_id = c.server_id
    GROUP BY s.id, c.server_id ORDER BY waiting DESC, s.name LIMIT ${MOST}`;
  const [all] = await sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM catalog_tool WHERE state IN ('new', 'changed')`;
  const items = rows.map((row) => ({
    ...row,
    changedAt: rfc3339(row.changedAt),
    listedAt: row.listedAt === null ? null : rfc3339(row.listedAt),
  }));
  return { items, next: null, waiting: all?.n ?? 0 };
}
