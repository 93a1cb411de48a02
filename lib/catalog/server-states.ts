import type { Pool } from "../../db/client";
import type { ServerState } from "./model";

/** `strict`: it holds what a gateway states no fingerprint of. */
export type CatalogServer = { state: ServerState; strict: boolean };

/** Every server that the catalog knows, by name: also a tool that it never saw is held or not by it. */
export async function serverStates({ sql }: Pool): Promise<ReadonlyMap<string, CatalogServer>> {
  const rows = await sql<(CatalogServer & { name: string })[]>`
    SELECT s.name, c.state, c.strict AND c.state = 'enforced' AS strict
    FROM catalog_server c JOIN server s ON s.id = c.server_id`;
  return new Map(rows.map(({ name, ...server }) => [name, server]));
}
