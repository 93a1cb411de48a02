import type { Pool } from "../../db/client";

export type CatalogFacts = {
  /** Raised by whatever changes the rest. */
  version: number;
  /** `server/tool` of every tool that no decision lets through: new, changed or blocked. */
  quarantine: ReadonlySet<string>;
  /** `server/tool` to the reviewed fingerprint, where another one is held: of enforced servers. */
  definitions: ReadonlyMap<string, string>;
  /** Servers of which a tool that is in neither of the above is held too: nobody reviewed it. */
  enforced: ReadonlyMap<string, { strict: boolean; tools: ReadonlySet<string> }>;
};

/** Cheap: what a process asks to know whether the facts that it holds are still those. */
export async function catalogVersion({ sql }: Pool): Promise<number> {
  const [head] = await sql<{ version: string }[]>`SELECT version FROM catalog_head`;
  return Number(head?.version ?? 0);
}

/**
 * What decisions need of the catalog (`permissions.md`, "facts"). A "/" inside a name is `%2F` and
 * a `%` is `%25`, so that two pairs never have one key. While a server is learning only blocked
 * tools are held.
 */
export async function catalogFacts({ sql }: Pool): Promise<CatalogFacts> {
  // One statement, one snapshot: the version is that of the rows.
  const rows = await sql<Row[]>`
    SELECT h.version::text, s.name AS server, c.state AS "serverState", c.strict,
           tool.name AS tool, t.state, encode(t.reviewed_sha256, 'hex') AS reviewed
    FROM catalog_head h
    LEFT JOIN catalog_server c ON c.state = 'enforced'
      OR EXISTS (SELECT 1 FROM catalog_tool b WHERE b.server_id = c.server_id AND b.state = 'blocked')
    LEFT JOIN server s ON s.id = c.server_id
    LEFT JOIN catalog_tool t ON t.server_id = c.server_id
    LEFT JOIN tool ON tool.id = t.tool_id`;
  const quarantine = new Set<string>();
  const definitions = new Map<string, string>();
  const enforced = new Map<string, { strict: boolean; tools: Set<string> }>();
  for (const { server, serverState, strict, tool, state, reviewed } of rows) {
    if (server === null) continue;
    const isEnforced = serverState === "enforced";
    const known = enforced.get(server) ?? { strict: strict === true, tools: new Set() };
    if (isEnforced) enforced.set(server, known);
    if (tool === null) continue;
    known.tools.add(tool);
    const key = toolKeyOf(server, tool);
    if (state === "blocked" || (isEnforced && state !== "allowed")) quarantine.add(key);
    else if (isEnforced && reviewed !== null) definitions.set(key, reviewed);
  }
  return { version: Number(rows[0]?.version ?? 0), quarantine, definitions, enforced };
}

type Row = {
  version: string;
  server: string | null;
  serverState: string | null;
  strict: boolean | null;
  tool: string | null;
  state: string | null;
  reviewed: string | null;
};

/** `server/tool` with what could be mistaken for the "/" between them encoded. */
export function toolKeyOf(server: string, tool: string): string {
  return `${encoded(server)}/${encoded(tool)}`;
}

function encoded(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("/", "%2F");
}
