// The rows of a matrix: the catalog's tools, and those that only rules name.
import type { Pool } from "../../../db/client";
import { heldAs, type ServerState, type ToolState } from "../../catalog/model";
import { serverStates } from "../../catalog/server-states";
import type { Risk } from "../../identity/model";
import { exactTool } from "../exact-tool";
import type { Rule } from "../model";
import { MATRIX_LIMITS, type MatrixView } from "./model";

export type Tools = Pick<MatrixView, "servers" | "serverNames"> & { cut: number };

/** By server and name. A tool that is gone stays while a rule names it. */
export async function readTools(
  pool: Pool,
  rules: readonly Rule[],
  server: string | undefined,
): Promise<Tools> {
  const named = new Map(
    rules.flatMap(({ resources }) =>
      resources.flatMap((text) => {
        const tool = exactTool(text);
        return tool ? [[keyOf(tool), tool] as const] : [];
      }),
    ),
  );
  const states = await serverStates(pool);
  const known = await pool.sql<Found[]>`
    SELECT s.name AS server, tool.name, tool.id::text AS id, tool.risk,
           coalesce(c.gone_since IS NOT NULL, false) AS gone, c.state
    FROM tool JOIN server s ON s.id = tool.server_id
    LEFT JOIN catalog_tool c ON c.tool_id = tool.id
    WHERE c.tool_id IS NOT NULL OR tool.risk IS NOT NULL OR s.name || ' ' || tool.name IN (
      SELECT server || ' ' || name FROM json_to_recordset(${JSON.stringify([...named.values()])}::text::json)
        AS n(server text, name text))`;
  const all = new Map<string, Found>();
  for (const tool of named.values()) {
    all.set(keyOf(tool), { ...tool, ...UNSEEN });
  }
  for (const tool of known) {
    if (!tool.gone || named.has(keyOf(tool))) all.set(keyOf(tool), tool);
  }
  const byServer = new Map<string, Found[]>();
  for (const tool of all.values()) {
    byServer.set(tool.server, [...(byServer.get(tool.server) ?? []), tool]);
  }
  const serverNames = [...byServer.keys()].toSorted();
  let left: number = MATRIX_LIMITS.tools;
  let cut = 0;
  const servers = serverNames
    .filter((name) => server === undefined || name === server)
    .map((name) => {
      const tools = (byServer.get(name) ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
      const shown = tools.slice(0, left);
      left -= shown.length;
      cut += tools.length - shown.length;
      const { state, strict = false } = states.get(name) ?? {};
      return {
        name,
        ...(strict && { strict }),
        tools: shown.map((tool) => tupleOf(tool, state)),
      };
    })
    .filter(({ tools }) => tools.length > 0);
  return { servers, serverNames, cut };
}

type Found = {
  server: string;
  name: string;
  id: string | null;
  risk: Risk | null;
  gone: boolean;
  state: ToolState | null;
};

const UNSEEN = { id: null, risk: null, gone: false, state: null } as const;

function tupleOf(
  { name, id, risk, gone, state }: Found,
  server: ServerState | undefined,
): Tools["servers"][number]["tools"][number] {
  return [name, id, risk, gone, heldAs(state, server)];
}

function keyOf({ server, name }: { server: string; name: string }): string {
  return `${server.length}/${server}${name}`;
}
