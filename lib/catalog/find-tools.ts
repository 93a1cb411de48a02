import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { DomainError } from "../errors";
import { lockServers } from "./lock-servers";
import type { ToolState } from "./model";

export type CatalogTool = {
  id: number;
  serverId: number;
  server: string;
  name: string;
  risk: "read" | "write" | "destructive" | null;
  state: ToolState;
  /** Hex; the definition that was seen last. */
  sha256: string | null;
  gone: boolean;
};

/**
 * These tools of the catalog, by id, with their servers locked so that nothing is learned of them
 * meanwhile. Throws `not_found`.
 */
export async function lockTools(db: Db, ids: readonly string[]): Promise<CatalogTool[]> {
  const list = JSON.stringify(ids);
  const owners = await db.execute<{ id: number }>(sql`
    SELECT DISTINCT server_id AS id FROM catalog_tool
    WHERE tool_id IN (SELECT value::int FROM json_array_elements_text(${list}::text::json))`);
  await lockServers(
    db,
    owners.map(({ id }) => id),
  );
  const rows = await db.execute<CatalogTool>(sql`
    SELECT c.tool_id AS id, c.server_id AS "serverId", s.name AS server, tool.name, tool.risk,
           c.state, encode(c.sha256, 'hex') AS sha256, c.gone_since IS NOT NULL AS gone
    FROM catalog_tool c JOIN tool ON tool.id = c.tool_id JOIN server s ON s.id = c.server_id
    WHERE c.tool_id IN (SELECT value::int FROM json_array_elements_text(${list}::text::json))
    ORDER BY c.tool_id`);
  if (rows.length < new Set(ids.map(Number)).size) {
    throw new DomainError("not_found", "The catalog has no such tool.");
  }
  return [...rows];
}
