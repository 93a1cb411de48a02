// Whatever is learned, and from whom: each event once, nothing trusted, no more kept than is needed.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ingestEvents } from "../calls/ingest";
import { asOperator, send, testSource } from "../testing/deployment";
import { importCatalog } from "./import-catalog";
import { learnFromSequence } from "./learn-from-sequence";
import { MOST_DEFINITIONS } from "./prune-definitions";
import { type LearningWorld, learningWorld, listedTool } from "../testing/learning";

let world: LearningWorld;
let sql: LearningWorld["deps"]["pool"]["sql"];
let list: LearningWorld["list"];
let call: LearningWorld["call"];
let arrive: LearningWorld["arrive"];
let enforce: LearningWorld["enforce"];
let states: LearningWorld["states"];
let history: LearningWorld["history"];
let server = "";
beforeAll(async () => {
  world = await learningWorld();
  ({ list, call, arrive, enforce, states, history } = world);
  ({ sql } = world.deps.pool);
});
afterAll(() => world.deps.close());
beforeEach(() => {
  server = world.begin();
});

describe("learning", () => {
  it("happens exactly once, whoever works and wherever a worker is killed", async () => {
    await arrive(list([listedTool("a")]));
    await enforce();
    await send(world.deps, world.source, [
      call("a", "e".repeat(64)),
      list([listedTool("a"), listedTool("n")]),
      call("n"),
    ]);
    await world.sequence();
    await expect(learnFromSequence(dyingAt("DELETE FROM listing_pending"))).rejects.toThrow(
      "killed",
    );
    expect(await states()).toEqual({ a: "allowed" });
    const learned = await Promise.all([1, 2, 3].map(() => learnFromSequence(world.deps)));
    expect(learned.toSorted()).toEqual([0, 0, 3]);
    expect(await history("a")).toEqual(["first_seen", "definition_changed", "definition_changed"]);
    expect(await history("n")).toEqual(["first_seen"]);
    expect(await learnFromSequence(world.deps)).toBe(0);
    const left = await sql`SELECT 1 FROM listing_pending`;
    expect(left).toHaveLength(0);
  });

  it("takes hostile definitions as they are: names of our objects, 256 KB, and secrets without them", async () => {
    const entries = [
      JSON.parse('{"name":"__proto__","inputSchema":{"__proto__":{"polluted":true}}}'),
      listedTool("constructor"),
      listedTool("big", "x".repeat(200_000)),
      listedTool("leaky", "Authorization: Bearer ghp_012345678901234567890123456789abcdef"),
      { name: "" },
      "no tool",
    ];
    await arrive(list(entries));
    const names = ["__proto__", "big", "constructor", "leaky"];
    expect(Object.keys(await states()).toSorted()).toEqual(names);
    const [{ unread } = { unread: 0 }] = await sql<{ unread: number }[]>`
      SELECT unread FROM catalog_server c JOIN server s ON s.id = c.server_id WHERE s.name = ${server}`;
    expect(unread).toBe(2);
    const leaked = await sql`SELECT 1 FROM tool_definition WHERE document LIKE '%ghp_0%'`;
    expect(leaked).toHaveLength(0);
    expect({}).not.toHaveProperty("polluted");
  });

  it("keeps the reviewed and the newest definitions of a tool that has another each time", async () => {
    await arrive(list([listedTool("a")]));
    await enforce();
    const many = Array.from({ length: MOST_DEFINITIONS + 20 }, (_, n) =>
      list([listedTool("a", `v${n}`)]),
    );
    await arrive(...many);
    const rows = await sql<{ document: string }[]>`
      SELECT document FROM tool_definition d JOIN tool ON tool.id = d.tool_id
      JOIN server s ON s.id = tool.server_id WHERE s.name = ${server} ORDER BY d.last_seen_at`;
    expect(rows).toHaveLength(MOST_DEFINITIONS + 1);
    expect(rows[0]?.document).toContain("Does it.");
    expect(rows.at(-1)?.document).toContain(`v${MOST_DEFINITIONS + 19}`);
  });

  it("from an import is like that from a list, by name of who imported", async () => {
    await arrive(list([listedTool("a"), listedTool("b")]));
    await enforce();
    world.clockAt(Date.now());
    const result = { tools: [listedTool("a"), listedTool("n")] };
    const imported = await importCatalog(asOperator(world.deps.pool), world.deps.keys, {
      server,
      result,
    });
    expect(imported).toEqual({ tools: 2, unread: 0, complete: true });
    expect(await states()).toEqual({ a: "allowed", b: "allowed, gone", n: "new" });
    const [row] = await sql<{ by: string; subject: string }[]>`
      SELECT h.by, l.subject FROM tool_change h JOIN tool ON tool.id = h.tool_id
      JOIN admin_log l ON l.action = 'catalog.imported' AND l.subject = ${server}
      WHERE tool.name = 'n' AND h.what = 'first_seen' ORDER BY h.id DESC`;
    expect(row).toEqual({ by: "operator:test", subject: server });
    const none = importCatalog(asOperator(world.deps.pool), world.deps.keys, {
      server,
      result: { a: 1 },
    });
    await expect(none).rejects.toThrow("no MCP tools/list result");
  });

  it("reads lists in the records of gateways whose adapter hands on the answer", async () => {
    const raw = {
      audit_id: `th-${server}`,
      type: "mcp_tools_list",
      logged_at: world.next(),
      outcome: "success",
      component: server,
      data: { response: { jsonrpc: "2.0", id: 1, result: { tools: [listedTool("a")] } } },
    };
    const toolhive = await testSource(world.deps.pool, `th-${server}`, "toolhive");
    const [stored] = await ingestEvents(world.deps, {
      source: toolhive,
      format: "toolhive",
      items: [{ content: { raw }, position: "item 0" }],
      receivedAt: new Date(),
      backfill: true,
    });
    expect(stored).toMatchObject({ status: "stored" });
    await world.settle();
    expect(await states()).toEqual({ a: "allowed" });
  });
});

/** A worker that dies before the statement, in the middle of its transaction. */
function dyingAt(statement: string) {
  const { pool } = world.deps;
  const db = new Proxy(pool.db, {
    get: (target, member) =>
      member === "transaction"
        ? (run: (tx: object) => Promise<unknown>) =>
            target.transaction((tx) => run(killing(tx, statement)))
        : Reflect.get(target, member),
  });
  return { ...world.deps, pool: { ...pool, db } };
}

function killing<T extends object>(tx: T, statement: string): T {
  return new Proxy(tx, {
    get: (target, member) => {
      const found: unknown = Reflect.get(target, member);
      if (member !== "execute" || typeof found !== "function") return found;
      return (query: object) => {
        if (JSON.stringify(query).includes(statement)) throw new Error("killed");
        return Reflect.apply(found, target, [query]);
      };
    },
  });
}
