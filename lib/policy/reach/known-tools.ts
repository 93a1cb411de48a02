import type { Pool } from "../../../db/client";
import type { ToolState } from "../../catalog/model";
import type { Risk } from "../../identity/model";
import { exactTool } from "../exact-tool";
import type { Rule } from "../model";

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

/** Those, and the tools that a rule names and nobody has seen yet; by server and name. */
export function withNamed(
  known: readonly KnownTool[],
  rules: readonly Rule[],
): (Omit<KnownTool, "id"> & { id: string | null })[] {
  const keyOf = ({ server, name }: { server: string; name: string }) =>
    JSON.stringify([server, name]);
  const seen = new Set(known.map(keyOf));
  const named = new Map(
    rules
      .flatMap(({ resources }) => resources.flatMap((text) => exactTool(text) ?? []))
      .filter((tool) => !seen.has(keyOf(tool)))
      .map((tool) => [keyOf(tool), { ...tool, id: null, risk: null, state: null }]),
  );
  return [...known, ...named.values()].toSorted(
    (a, b) => compare(a.server, b.server) || compare(a.name, b.name),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
