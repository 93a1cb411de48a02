import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getCall } from "../calls/call-detail";
import { listPartitions, weekStart } from "../calls/partitions";
import { callPresence, listCalls } from "../calls/query";
import { runNextJob } from "../jobs/run-next-job";
import { leafHash } from "../ledger/leaf";
import { sequencePending } from "../ledger/sequence";
import { listSources } from "../sources/list-sources";
import type { Source } from "../sources/model";
import { updateSource } from "../sources/update-source";
import { revokeSource } from "../sources/revoke-source";
import {
  asOperator,
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { calls, countRows, DAY_MS, daysAgo, enforceOnce, setDays } from "../testing/retention";
import { settle, testWorker, whatIsWrong } from "../testing/settle";
import type { RetentionKind } from "./model";
import { readRetention } from "./read-retention";
import { removeWeek } from "./remove-week";

const viewer = viewerWith("viewer");
let deps: TestDeployment;
let source: Source;

beforeEach(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
});
afterEach(() => deps.close());

const enforce = () => enforceOnce(deps);
const remove = (kind: RetentionKind, days: number) =>
  removeWeek({ sql: deps.pool.sql, keys: deps.keys }, kind, weekStart(Date.now() - days * DAY_MS));
const set = (kind: RetentionKind, days: number, version = 1) => setDays(deps, kind, days, version);
const count = (table: string) => countRows(deps, table);
const weeksOf = async (kind: RetentionKind) =>
  (await listPartitions(deps.pool.sql)).filter((one) => one.kind === kind).map(({ week }) => week);

describe("calls that have had their time", () => {
  beforeEach(async () => {
    await send(deps, source, [
      ...calls(100, 3),
      ...calls(2, 2),
      { id: "s-1", type: "session.start", time: daysAgo(100) },
    ]);
    await settle(deps);
    await set("payloads", 60);
    await set("calls", 60);
  });

  it("go with their week: rows, counts and history, and the sums still agree", async () => {
    expect(await enforce()).toEqual({ removed: 1, waits: false });
    await settle(deps);
    expect(await count("call")).toBe(2);
    expect(await weeksOf("calls")).not.toContain(weekStart(Date.now() - 100 * DAY_MS));
    const { items } = await listCalls(deps.pool, viewer, {});
    expect(items).toHaveLength(2);
    const [sums] = await deps.pool.sql`
      SELECT (SELECT sum(n)::int FROM rollup_hour) AS hours, (SELECT sum(n)::int FROM rollup_day) AS days`;
    expect(sums).toEqual({ hours: 2, days: 2 });
    expect(await whatIsWrong(deps)).toEqual([]);
  });

  it("leave their leaves, and the sequence has no gap", async () => {
    const before = await leaves();
    await enforce();
    await settle(deps);
    const after = await leaves();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.map(({ index }) => index)).toEqual(after.map((_, n) => n));
    await expect(deps.pool.sql`DELETE FROM removed_leaves`).rejects.toThrow("append-only");
    await expect(deps.pool.sql`DELETE FROM removal`).rejects.toThrow("append-only");
  });

  it("are an event in the sealed sequence, with an envelope that commits to its words", async () => {
    await enforce();
    await settle(deps);
    const [event] = await deps.pool.sql<{ envelope: string; leaf: Buffer; text: string }[]>`
      SELECT g.envelope, g.leaf_hash AS leaf, p.text FROM gateway_event g
      JOIN payload p USING (occurred_at, batch_id, batch_pos) WHERE g.type = 'retention.removed'`;
    expect(leafHash(event?.envelope ?? "")).toEqual(event?.leaf);
    expect(JSON.parse(event?.envelope ?? "")).toMatchObject({
      type: "retention.removed",
      source: "src_system",
      commit: { text: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(event?.envelope).not.toContain("operator");
    expect(event?.text).toContain("(3 records): kept 60 days by the rule of operator:test");
    const { removals } = await readRetention(deps.pool.sql);
    expect(removals).toMatchObject([{ kind: "calls", calls: 3, events: 1, index: 6, days: 60 }]);
  });

  it("stay whole where the removal fails in the middle", async () => {
    await deps.pool.sql`ALTER TABLE removal ADD CONSTRAINT broken CHECK (kind <> 'calls')`;
    await expect(enforce()).rejects.toThrow("broken");
    expect(await count("call")).toBe(5);
    expect(await count("removed_leaves")).toBe(0);
    expect(await whatIsWrong(deps)).toEqual([]);
    await deps.pool.sql`ALTER TABLE removal DROP CONSTRAINT broken`;
    expect(await enforce()).toMatchObject({ removed: 1 });
    expect(await count("call")).toBe(2);
  });

  it("go once, however many workers try at once", async () => {
    await Promise.all([enforce(), enforce(), enforce()]);
    while ((await enforce()).waits);
    const { removals } = await readRetention(deps.pool.sql);
    expect(removals.filter(({ kind }) => kind === "calls")).toHaveLength(1);
    expect(await count("removed_leaves")).toBe(1);
  });

  it("wait for somebody who reads them, and hold nobody up meanwhile", async () => {
    const { sql } = deps.pool;
    await sql.begin(async (tx) => {
      await tx`SELECT count(*) FROM call`;
      const removing = remove("calls", 100);
      await send(deps, source, calls(1, 1));
      expect(await removing).toBe("waits");
    });
    expect(await count("call")).toBe(6);
    expect(await remove("calls", 100)).toBe("removed");
  });

  it("wait for a batch that has no place in the sequence yet", async () => {
    await deps.pool.sql`
      INSERT INTO seal_pending (batch_id, n, from_time, to_time, leaf_hashes)
      SELECT 0, 1, ${daysAgo(100)}, ${daysAgo(100)}, decode(repeat('00', 32), 'hex')`;
    expect(await remove("calls", 100)).toBe("waits");
    expect(await count("call")).toBe(5);
    expect(await count("removed_leaves")).toBe(0);
    await deps.pool.sql`DELETE FROM seal_pending WHERE batch_id = 0`;
    expect(await remove("calls", 100)).toBe("removed");
    const { removals } = await readRetention(deps.pool.sql);
    expect(removals).toMatchObject([{ kind: "calls", calls: 3, events: 1 }]);
  });

  it("stay when somebody allowed more days in between", async () => {
    await set("calls", 400, 2);
    expect(await remove("calls", 100)).toBe("gone");
    expect(await count("call")).toBe(5);
    expect(await count("removed_leaves")).toBe(0);
  });

  it("come back by no gateway: the event is refused with the reason and kept in quarantine", async () => {
    await enforce();
    const [again] = await send(deps, source, calls(100, 1));
    expect(again).toMatchObject({
      status: "quarantined",
      reason: expect.stringContaining("older than 60 days, after which calls are removed here"),
    });
    expect(await weeksOf("calls")).not.toContain(weekStart(Date.now() - 100 * DAY_MS));
  });
});

it("removes nothing else while calls come and are judged again, and numbers everything once", async () => {
  await send(deps, source, calls(100, 20));
  await settle(deps);
  await set("payloads", 60);
  await set("calls", 60);
  let open = true;
  const workers = [
    ...Array.from({ length: 2 }, async () => {
      while (open) await sequencePending(deps.pool.sql);
    }),
    ...Array.from({ length: 2 }, async () => {
      while (open) await enforce();
    }),
    (async () => {
      // Reaches every call, also those of the week that goes.
      for (let n = 0; open; n += 1) {
        const callerCeiling = n % 2 === 0 ? "asserted" : "validated";
        await updateSource(asOperator(deps.pool), { id: source.publicId, callerCeiling });
        await runNextJob(testWorker(deps));
      }
    })(),
  ];
  await Promise.all(Array.from({ length: 12 }, (_, n) => send(deps, source, calls(10 + n * 5, 4))));
  open = false;
  await Promise.all(workers);
  await settle(deps);
  const kept = await leaves();
  expect(kept.map(({ index }) => index)).toEqual(kept.map((_, n) => n));
  const newer = await deps.pool
    .sql`SELECT 1 FROM call WHERE occurred_at > now() - interval '60 days'`;
  expect(newer).toHaveLength(4 * 10);
  expect(await whatIsWrong(deps)).toEqual([]);
});

describe("payloads that have had their time", () => {
  // Days that an owner has set act at once, also on what came today.
  beforeEach(async () => {
    await deps.pool.sql`UPDATE retention SET changed_by = 'operator:test'`;
  });

  it("go while their calls stay, whose leaves are still what was hashed", async () => {
    await send(deps, source, [...calls(100, 2), ...calls(2, 1)]);
    await settle(deps);
    await enforce();
    expect(await count("payload_raw")).toBe(1);
    expect(await count("call")).toBe(3);
    const rows = await deps.pool.sql<{ envelope: string; leaf: Buffer }[]>`
      SELECT envelope, leaf_hash AS leaf FROM call`;
    for (const { envelope, leaf } of rows) expect(leafHash(envelope)).toEqual(leaf);
    const { removals } = await readRetention(deps.pool.sql);
    expect(removals.map(({ kind }) => kind).toSorted()).toEqual(["payloads", "raw"]);
  });

  it("take new ones in for an older call, although this process saw the week's partitions", async () => {
    await send(deps, source, calls(100, 1));
    await settle(deps);
    await enforce();
    const [stored] = await send(deps, source, [
      nativeCall("later", { time: daysAgo(100), tool: { name: "t", arguments: { a: 1 } } }),
    ]);
    expect(stored).toMatchObject({ status: "stored" });
  });

  it("are missed in the call with the day and the rule", async () => {
    await send(deps, source, calls(100, 1));
    await settle(deps);
    await enforce();
    const { items } = await listCalls(deps.pool, viewer, {});
    const detail = await getCall(deps, viewer, items[0]?.id ?? "");
    expect(detail.parts).toEqual([]);
    expect(detail.missing).toEqual([
      { part: "arguments", why: "retention", days: 90, at: expect.any(String) },
      { part: "raw", why: "retention", days: 30, at: expect.any(String) },
    ]);
  });
});

it("writes its events as no gateway: nobody sees, counts, revokes or waits for it", async () => {
  await send(deps, source, calls(100, 1));
  await settle(deps);
  await enforce();
  await settle(deps);
  expect((await listSources(deps.pool)).map(({ name }) => name)).toEqual(["gw"]);
  expect((await callPresence(deps.pool, viewer)).sources).toBe(1);
  const revoking = revokeSource(asOperator(deps.pool), { id: "src_system", reason: "unknown" });
  await expect(revoking).rejects.toThrow("no such source");
  const [own] = await send(deps, source, [
    { id: "x", type: "retention.removed", time: daysAgo(1) },
  ]);
  expect(own).toMatchObject({ status: "quarantined" });
});

/** Every leaf by its index: of events that are there and of those that were removed. */
async function leaves() {
  const rows = await deps.pool.sql<{ index: number; leaf: string }[]>`
    SELECT (s.first_index + e.batch_pos)::int AS index, encode(e.leaf_hash, 'hex') AS leaf
    FROM (SELECT batch_id, batch_pos, leaf_hash FROM call
          UNION ALL SELECT batch_id, batch_pos, leaf_hash FROM gateway_event
          UNION ALL SELECT batch_id, first_pos + i, substring(leaf_hashes FROM i * 32 + 1 FOR 32)
                    FROM removed_leaves CROSS JOIN LATERAL generate_series(0, n - 1) AS i) AS e
    JOIN sealed s USING (batch_id) ORDER BY 1`;
  return rows.map((row) => ({ ...row }));
}
