// Servers that a catalog learns: what they list and what is called of them arrives as events.
import { learnFromSequence } from "../catalog/learn-from-sequence";
import { sequencePending } from "../ledger/sequence";
import { send, testDeployment, testSource } from "./deployment";

export type LearningWorld = Awaited<ReturnType<typeof learningWorld>>;

/** Events are of the newest server and a second apart; `begin` makes it. */
export async function learningWorld() {
  const deps = await testDeployment();
  const { sql } = deps.pool;
  const source = await testSource(deps.pool);
  let servers = 0;
  let server = "";
  let clock = Date.parse("2026-11-20T10:00:00Z");

  const next = () => new Date((clock += 1_000)).toISOString();
  const event = (more: object) => ({
    id: `e-${clock}`,
    time: next(),
    server: { name: server },
    ...more,
  });
  const sequence = async () => {
    while ((await sequencePending(sql)) > 0);
  };
  const settle = async () => {
    await sequence();
    while ((await learnFromSequence(deps)) > 0);
  };
  return {
    deps,
    source,
    /** Returns the name of a server that nothing is known of. */
    begin: () => (server = `srv-${(servers += 1)}`),
    /** The events after it are later than this moment (UTC ms). */
    clockAt: (moment: number) => {
      clock = moment;
    },
    next,
    event,
    list: (tools: unknown[], more: object = {}, listed: object = {}) =>
      event({ type: "tools.list", result: { tools, ...listed }, ...more }),
    call: (name: string, definitionSha256?: string) =>
      event({ type: "tool.call", tool: { name, ...(definitionSha256 && { definitionSha256 }) } }),
    sequence,
    settle,
    /** Throws where one of them is not stored. */
    arrive: async (...events: object[]) => {
      for (const result of await send(deps, source, events))
        if (result.status !== "stored") throw new Error(JSON.stringify(result));
      await settle();
    },
    enforce: async (strict = false) => {
      await sql`
        UPDATE catalog_server SET state = 'enforced', strict = ${strict}
        WHERE server_id = (SELECT id FROM server WHERE name = ${server})`;
    },
    /** State by tool: `allowed, gone`. */
    states: async () => {
      const rows = await sql<{ name: string; state: string; gone: boolean }[]>`
        SELECT tool.name, c.state, c.gone_since IS NOT NULL AS gone
        FROM catalog_tool c JOIN tool ON tool.id = c.tool_id JOIN server s ON s.id = c.server_id
        WHERE s.name = ${server} ORDER BY tool.name`;
      return Object.fromEntries(
        rows.map((row) => [row.name, row.gone ? `${row.state}, gone` : row.state]),
      );
    },
    history: async (name: string) => {
      const rows = await sql<{ what: string }[]>`
        SELECT h.what FROM tool_change h JOIN tool ON tool.id = h.tool_id
        JOIN server s ON s.id = tool.server_id
        WHERE s.name = ${server} AND tool.name = ${name} ORDER BY h.id`;
      return rows.map(({ what }) => what);
    },
    shaOf: async (name: string) => {
      const [row] = await sql<{ sha: string }[]>`
        SELECT encode(c.sha256, 'hex') AS sha FROM catalog_tool c JOIN tool ON tool.id = c.tool_id
        JOIN server s ON s.id = c.server_id WHERE s.name = ${server} AND tool.name = ${name}`;
      return row?.sha ?? "";
    },
  };
}

/** As a server lists it. */
export const listedTool = (name: string, description = "Does it.", more: object = {}) => ({
  name,
  description,
  inputSchema: { type: "object", properties: { repo: { type: "string" } } },
  ...more,
});
