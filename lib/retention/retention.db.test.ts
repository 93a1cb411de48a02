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
import { settle, testWorker, whatIsWrong } from "../testing/settle";
import { enforceRetention } from "./enforce";
import type { RetentionKind } from "./model";
import { previewRetention } from "./preview-retention";
import { readRetention } from "./read-retention";
import { removeWeek } from "./remove-week";
import { setRetention } from "./set-retention";

const DAY_MS = 24 * 3600 * 1000;
const viewer = viewerWith("viewer");
let deps: TestDeployment;
let source: Source;
const running = new AbortController().signal;

beforeEach(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
});
afterEach(() => deps.close());

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const calls = (days: number, n: number, more: Record<string, unknown> = {}) =>
  Array.from({ length: n }, (_, one) =>
    nativeCall(`d${days}-${one}`, { time: daysAgo(days), ...more }),
  );
const enforce = () => enforceRetention({ sql: deps.pool.sql, keys: deps.keys }, running);
const remove = (kind: RetentionKind, days: number) =>
  removeWeek({ sql: deps.pool.sql, keys: deps.keys }, kind, weekStart(Date.now() - days * DAY_MS));

async function set(kind: RetentionKind, days: number, version = 1) {
  const change = { kind, days, version, reason: "agreed with the works council", confirm: kind };
  return setRetention(asOperator(deps.pool), change);
}

const count = async (table: string) => {
  const [row] = await deps.pool.sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM ${deps.pool.sql(table)}`;
  return row?.n ?? 0;
};

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

describe("records that were old already when they came", () => {
  /** Again once the removals have their own places in the sequence, which hold up their week. */
  const at = async (now: number) => {
    for (let round = 0; round < 2; round += 1) {
      await enforceRetention({ sql: deps.pool.sql, keys: deps.keys }, running, now);
      await settle(deps);
    }
  };

  it("stay 30 days by the days that came with the product, in every part, and then go", async () => {
    await send(deps, source, [...calls(500, 2), ...calls(100, 1), ...calls(0, 1)]);
    await settle(deps);
    await at(Date.now() + 29 * DAY_MS);
    expect([await count("call"), await count("payload_raw")]).toEqual([4, 4]);
    const { items } = await readRetention(deps.pool.sql);
    const next = items.find(({ kind }) => kind === "calls")?.nextRemovalAt ?? "";
    expect((Date.parse(next) - Date.now()) / DAY_MS).toBeCloseTo(30, 1);
    await at(Date.now() + 45 * DAY_MS);
    expect([await count("call"), await count("payload_raw")]).toEqual([2, 0]);
  });

  it("do not hold what came in time", async () => {
    await send(deps, source, [...calls(500, 1), ...calls(2, 1)]);
    await settle(deps);
    await at(Date.now() + 45 * DAY_MS);
    expect([await count("call"), await count("payload_raw")]).toEqual([1, 0]);
  });
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

describe("the rules", () => {
  it("are as the product came, with their bounds, sizes and next removal", async () => {
    await send(deps, source, calls(50, 1));
    const { items, adminLog } = await readRetention(deps.pool.sql);
    const week = weekStart(Date.now() - 50 * DAY_MS);
    expect(items.map(({ kind, days }) => [kind, days])).toEqual([
      ["calls", 400],
      ["payloads", 90],
      ["raw", 30],
      ["quarantine", 30],
    ]);
    expect(items[0]).toMatchObject({
      oldest: new Date(week).toISOString().slice(0, 10),
      nextRemovalAt: new Date(week + 407 * DAY_MS).toISOString(),
    });
    expect(items[0]?.bytes).toBeGreaterThan(0);
    expect(adminLog.bytes).toBeGreaterThan(0);
  });

  it.each([
    ["raw", 401, "cannot outlive the calls, which are kept 400 days"],
    ["payloads", 0, "between 1 and 3,650 days"],
    ["calls", 34, "between 35 and 3,650 days"],
    ["calls", 80, "Payloads are kept 90 days and cannot outlive the calls"],
    ["raw", 30, "It is 30 days already"],
  ] as const)("refuse %s for %i days", async (kind, days, why) => {
    await expect(set(kind, days)).rejects.toThrow(why);
  });

  it("refuse whoever has not seen the newest one, and a shortening that is not named", async () => {
    await set("raw", 20);
    await expect(set("raw", 10)).rejects.toThrow("it is 20 days now");
    const change = { kind: "raw", days: 10, version: 2, reason: "less is enough" } as const;
    await expect(setRetention(asOperator(deps.pool), change)).rejects.toThrow(
      "repeat the name, raw",
    );
    await setRetention(asOperator(deps.pool), { ...change, days: 40 });
    const logged = await deps.pool.sql`
      SELECT details FROM admin_log WHERE action = 'retention.changed' ORDER BY id`;
    expect(logged.map((row) => row["details"])).toEqual([
      { before: 30, after: 20, reason: "agreed with the works council" },
      { before: 20, after: 40, reason: "less is enough" },
    ]);
  });

  it("say before what fewer days would remove, and then remove exactly that", async () => {
    await send(deps, source, [...calls(100, 3), ...calls(2, 1)]);
    await settle(deps);
    const preview = await previewRetention(deps.pool.sql, "calls", 60);
    expect(preview).toMatchObject({ weeks: 1, calls: 3 });
    expect(preview.bytes).toBeGreaterThan(0);
    expect(preview.oldestKept).toBe(
      new Date(weekStart(Date.now() - 2 * DAY_MS)).toISOString().slice(0, 10),
    );
    await set("payloads", 60);
    await set("calls", 60);
    await enforce();
    expect(await count("call")).toBe(1);
  });

  it("reach what is in quarantine already", async () => {
    await send(deps, source, ["no record"]);
    await deps.pool.sql`UPDATE quarantine SET last_received_at = now() - interval '12 days'`;
    expect(await previewRetention(deps.pool.sql, "quarantine", 10)).toMatchObject({ calls: 1 });
    await set("quarantine", 10);
    expect(await enforce()).toMatchObject({ removed: 1 });
    expect(await count("quarantine")).toBe(0);
    const { removals } = await readRetention(deps.pool.sql);
    expect(removals[0]).toMatchObject({ kind: "quarantine", events: 1, days: 10 });
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
