import type { Pool } from "../../../db/client";
import type { ToolState } from "../../catalog/model";
import type { Risk } from "../../identity/model";

export type KnownTool = {
  id: string;
  server: string;
  name: string;
  risk: Risk | null;
  /** Its state in the catalog, where it has one. */
  state: ToolState | null;
};

/** Every tool of a server that was ever seen, by server and name. */
export async function knownTools({ sql }: Pool): Promise<KnownTool[]> {
  const rows = await sql<KnownTool[]>`
    SELECT t.id::text AS id, s.name AS server, t.name, t.risk, c.state
    FROM tool t JOIN server s ON s.id = t.server_id LEFT JOIN catalog_tool c ON c.tool_id = t.id
    ORDER BY s.name, t.name, t.id`;
  return [...rows];
}
