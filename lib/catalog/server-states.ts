import type { Pool } from "../../db/client";
import type { ServerState } from "./model";

/** Of every server that the catalog knows, by name: also a tool that it never saw is held or not by it. */
export async function serverStates({ sql }: Pool): Promise<ReadonlyMap<string, ServerState>> {
  const rows = await sql<{ name: string; state: ServerState }[]>`
    SELECT s.name, c.state FROM catalog_server c JOIN server s ON s.id = c.server_id`;
  return new Map(rows.map(({ name, state }) => [name, state]));
}
