import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leafHash, partCommitment } from "../ledger/leaf";
import { sequencePending } from "../ledger/sequence";
import type { Source } from "../sources/model";
import {
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
} from "../testing/deployment";
import { ingestEvents } from "./ingest";
import { rawContext } from "./store-batch";

let deps: TestDeployment;
let source: Source;
beforeAll(async () => {
  deps = await testDeployment();
  source = await testSource(deps.pool);
});
afterAll(() => deps.close());

const statuses = (results: readonly { status: string }[]) => results.map(({ status }) => status);

describe("ingest", () => {
  it("stores an event once: equal content again is a duplicate, other content a conflict", async () => {
    expect(statuses(await send(deps, source, [nativeCall("once")]))).toEqual(["stored"]);
    expect(statuses(await send(deps, source, [nativeCall("once")]))).toEqual(["duplicate"]);
    const other = nativeCall("once", { outcome: { status: "error" } });
    const [conflict] = await send(deps, source, [other]);
    expect(conflict).toMatchObject({ status: "conflict", id: "once" });
    const later = nativeCall("once", { time: "2026-11-20T10:00:00.123457Z" });
    expect(statuses(await send(deps, source, [later]))).toEqual(["stored"]);
    const kept = await deps.pool.sql`SELECT 1 FROM quarantine WHERE event_id = 'once'`;
    expect(kept).toHaveLength(1);
  });

  it("answers for every item of a mixed batch, and one bad item sinks no other", async () => {
    const results = await ingestEvents(deps, {
      source,
      format: "native",
      items: [
        { content: { raw: nativeCall("mixed-1") }, position: "item 0" },
        { content: { broken: "not JSON", text: "{oops" }, position: "item 1" },
        { content: { raw: { id: "no-time", type: "tool.call" } }, position: "item 2" },
        { content: { raw: nativeCall("mixed-1") }, position: "item 3" },
        { content: { raw: nativeCall("mixed-2") }, position: "item 4" },
      ],
      receivedAt: new Date(),
      backfill: true,
    });
    expect(statuses(results)).toEqual([
      "stored",
      "quarantined",
      "quarantined",
      "duplicate",
      "stored",
    ]);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
  });

  it("quarantines a time outside the window unless the key may backfill", async () => {
    const time = new Date(Date.now() - 100 * 24 * 3600 * 1000).toISOString();
    const old = nativeCall("old", { time });
    const request = {
      source,
      format: "native",
      items: [{ content: { raw: old }, position: "item 0" }],
      receivedAt: new Date(),
    };
    const [refused] = await ingestEvents(deps, { ...request, backfill: false });
    expect(refused).toMatchObject({ status: "quarantined" });
    expect(refused?.reason).toContain("events:backfill");
    expect(statuses(await ingestEvents(deps, { ...request, backfill: true }))).toEqual(["stored"]);
  });

  it("stores exactly what is hashed: leaf, commitments and no secret anywhere", async () => {
    await send(deps, source, [nativeCall("hashed")]);
    const [row] = await deps.pool.sql`
      SELECT c.*, p.arguments, p.arguments_salt, r.ciphertext, r.salt AS raw_salt
      FROM call c JOIN payload p USING (occurred_at, batch_id, batch_pos)
      JOIN payload_raw r USING (occurred_at, batch_id, batch_pos)
      WHERE event_id = 'hashed'`;
    if (!row) throw new Error("not stored");
    expect(leafHash(row["envelope"]).equals(row["leaf_hash"])).toBe(true);
    const envelope = JSON.parse(row["envelope"]);
    expect(envelope).toMatchObject({ v: 1, event: "hashed", time: "2026-11-20T10:00:00.123456Z" });
    expect(envelope.commit.arguments).toBe(
      partCommitment("arguments", row["arguments_salt"], row["arguments"]),
    );
    expect(row["arguments"]).not.toContain("hunter2");
    expect(envelope.redacted).toContainEqual({
      part: "arguments",
      path: "/token",
      rule: "key-name",
    });
    const raw = deps.keys.decrypt(row["ciphertext"], rawContext(row["batch_id"], row["batch_pos"]));
    expect(envelope.commit.raw).toBe(partCommitment("raw", row["raw_salt"], raw));
    expect(raw.toString()).not.toContain("hunter2");
    for (const word of ["00alice", "idp.acme", "acme/app", "1001"]) {
      expect(row["envelope"]).not.toContain(word);
    }
  });

  it("gives concurrent deliveries of the same events one row each and gap-free positions", async () => {
    const events = Array.from({ length: 40 }, (_, n) => nativeCall(`race-${n}`));
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => send(deps, source, n % 2 ? events : events.toReversed())),
    );
    const stored = answers.flat().filter(({ status }) => status === "stored");
    expect(stored).toHaveLength(40);
    expect(answers.flat()).toHaveLength(240);
    while ((await sequencePending(deps.pool.sql)) > 0);
    const [{ n, distinct, top } = { n: 0, distinct: 0, top: "" }] = await deps.pool.sql<
      { n: number; distinct: number; top: string }[]
    >`
      SELECT count(*)::int AS n, count(DISTINCT s.first_index + c.batch_pos)::int AS distinct,
             max(s.first_index + c.batch_pos)::text AS top
      FROM call c JOIN sealed s USING (batch_id)`;
    expect({ distinct, top: Number(top) }).toEqual({ distinct: n, top: n - 1 });
  });

  it("recognises a record without a time when it is delivered again", async () => {
    const own = await testSource(deps.pool, "agw", "agentgateway");
    const raw = { scope: "request", "gen_ai.tool.name": "echo" };
    const request = (receivedAt: Date) => ({
      source: own,
      format: "agentgateway",
      items: [{ content: { raw }, position: "line 1", fallbackId: "f".repeat(64) }],
      receivedAt,
      backfill: true,
    });
    expect(statuses(await ingestEvents(deps, request(new Date())))).toEqual(["stored"]);
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect(statuses(await ingestEvents(deps, request(tomorrow)))).toEqual(["duplicate"]);
  });

  it("keeps gateway events apart from calls and seals both alike", async () => {
    await send(deps, source, [nativeCall("list", { type: "tools.list" })]);
    const calls = await deps.pool.sql`SELECT 1 FROM call WHERE event_id = 'list'`;
    const events = await deps.pool.sql`SELECT batch_id FROM gateway_event WHERE event_id = 'list'`;
    expect(calls).toHaveLength(0);
    expect(events).toHaveLength(1);
  });

  it("refuses UPDATE and DELETE of what was stored", async () => {
    await send(deps, source, [nativeCall("fixed")]);
    const { sql } = deps.pool;
    await expect(sql`UPDATE call SET verdict = 'match' WHERE event_id = 'fixed'`).rejects.toThrow(
      "append-only",
    );
    await expect(sql`DELETE FROM call WHERE event_id = 'fixed'`).rejects.toThrow("append-only");
    await expect(
      sql.begin(async (tx) => {
        await tx`SET LOCAL onbehalf.rejudge = 'on'`;
        await tx`UPDATE call SET envelope = '{}' WHERE event_id = 'fixed'`;
      }),
    ).rejects.toThrow("derived columns");
  });

  it("keeps hostile names as data", async () => {
    const evil = "'; DROP TABLE call; -- \u202e<script>";
    await send(deps, source, [
      nativeCall("evil", { tool: { name: evil }, server: { name: evil } }),
    ]);
    const rows = await deps.pool.sql`SELECT 1 FROM tool WHERE name = ${evil}`;
    expect(rows).toHaveLength(1);
  });
});
