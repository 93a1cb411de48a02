import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findSource } from "../sources/find-source";
import { updateSource } from "../sources/update-source";
import { asOperator, type TestDeployment, testDeployment, testSource } from "../testing/deployment";
import { ingestEvents } from "./ingest";
import { countQuarantine, listQuarantine } from "./quarantine-list";
import { replayQuarantine } from "./replay-quarantine";

/** Too old for a key without the right to backfill, and not too old to be kept. */
const longAgo = new Date(Date.now() - 100 * 24 * 3600 * 1000).toISOString();

let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());

async function send(name: string, format: string, raws: readonly unknown[], backfill = false) {
  const source = await findSource(deps.pool.db, name);
  return ingestEvents(deps, {
    source,
    format,
    items: raws.map((raw, n) => ({ content: { raw }, position: `item ${n}` })),
    receivedAt: new Date(),
    backfill,
  });
}

async function entries(name: string, state: "waiting" | "settled" = "waiting") {
  const { id: sourceId } = await findSource(deps.pool.db, name);
  return (await listQuarantine(deps.pool.sql, { sourceId, state, limit: 50 })).items;
}

const replay = (source: string, more: object = {}) =>
  replayQuarantine(deps, asOperator(deps.pool), { source, ...more });

describe("quarantine", () => {
  it("counts every receipt of the same content, within a request and across", async () => {
    await testSource(deps.pool, "counted");
    await send("counted", "native", [{ no: "record" }, { no: "record" }, { other: 1 }]);
    await send("counted", "native", [{ no: "record" }]);
    const found = await entries("counted");
    expect(found.map(({ times, position }) => ({ times, position }))).toEqual([
      { times: 1, position: "item 2" },
      { times: 3, position: "item 0" },
    ]);
    const { id } = await findSource(deps.pool.db, "counted");
    expect((await countQuarantine(deps.pool.sql)).get(id)).toEqual({ entries: 2, times: 4 });
  });

  it("is replayed after a fix of the mapping, once, and keeps the history of every try", async () => {
    const source = await testSource(deps.pool, "mapped", "obot");
    const raw = { call_type: "tools/call", timestamp: new Date().toISOString(), key: "o-1" };
    expect(await send("mapped", "obot", [raw])).toMatchObject([{ status: "quarantined" }]);

    expect(await replay("mapped")).toMatchObject({ replayed: 1, stored: 1 });
    expect(await replay("mapped")).toMatchObject({ replayed: 0 });
    const [settled] = await entries("mapped", "settled");
    expect(settled).toMatchObject({
      settledAs: "stored",
      reason: "no id: a retry could not be recognised",
    });
    expect(settled?.replays).toMatchObject([{ actor: "operator:test", status: "stored" }]);

    await send("mapped", "kong", [
      { ...raw, ai: { mcp: { rpc: [{ method: "tools/call" }, { method: "tools/call" }] } } },
    ]);
    expect(await replay("mapped")).toMatchObject({ replayed: 1, quarantined: 1 });
    expect(await replay("mapped")).toMatchObject({ replayed: 1, quarantined: 1 });
    const [waiting] = await entries("mapped");
    expect(waiting?.replays).toHaveLength(2);
    expect(waiting?.times).toBe(1);
    await updateSource(asOperator(deps.pool), { id: source.publicId, keyMapping: { id: "key" } });
    expect(await replay("mapped", { format: "obot" })).toMatchObject({ replayed: 1, stored: 1 });
    const calls = await deps.pool.sql`SELECT event_id FROM call WHERE source_id = ${source.id}`;
    expect(calls.map(({ event_id: id }) => id).toSorted()).toContain("o-1");
  });

  it("replays an event that was too old for its key", async () => {
    await testSource(deps.pool, "old");
    const raw = { id: "old-1", type: "tool.call", time: longAgo };
    expect(await send("old", "native", [raw])).toMatchObject([{ status: "quarantined" }]);
    expect(await replay("old")).toMatchObject({ stored: 1 });
  });

  it("replays only the entries that were named", async () => {
    await testSource(deps.pool, "named");
    await send("named", "native", [
      { id: "n-1", type: "tool.call", time: longAgo },
      { id: "n-2", type: "tool.call", time: longAgo },
    ]);
    const [one] = await entries("named");
    expect(await replay("named", { ids: [one?.id] })).toMatchObject({ replayed: 1, stored: 1 });
    expect(await entries("named")).toHaveLength(1);
  });

  it("leaves an admin-log record of every replay", async () => {
    const rows = await deps.pool.sql`
      SELECT actor, subject FROM admin_log WHERE action = 'quarantine.replayed' AND subject = 'old'`;
    expect([...rows]).toEqual([{ actor: "operator:test", subject: "old" }]);
  });
});
