import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  nativeCall,
  send,
  type TestDeployment,
  testDeployment,
  testSource,
  viewerWith,
} from "../testing/deployment";
import { listCalls } from "./query";

const viewer = viewerWith("auditor");
let deps: TestDeployment;
beforeAll(async () => {
  deps = await testDeployment();
});
afterAll(() => deps.close());

describe("stored parts that are no ordinary JSON", () => {
  const found = async (q: string) =>
    (await listCalls(deps.pool, viewer, { q: `source:odd ${q}`, limit: 200 })).items.length;

  it("neither fail a query nor hide what they hold", async () => {
    const source = await testSource(deps.pool, "odd");
    const withArguments = (id: string, args: unknown) =>
      nativeCall(id, { tool: { name: "t", arguments: args } });
    await send(deps, source, [
      withArguments("nul", { repo: "acme\0app", other: "\\u0000" }),
      withArguments("pair", { repo: "acme\ud83d\ude00", n: 1 }),
      withArguments("scalar", "acme"),
      withArguments("list", ["acme"]),
      withArguments("deep", JSON.parse(`${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`)),
      withArguments("large", { n: 1e300, repo: "acme" }),
      nativeCall("said", { outcome: { status: "error", message: "left\0right" } }),
    ]);
    expect(await found("args.repo:acme*")).toBe(4);
    expect(await found("args.repo:acme?app")).toBe(0);
    expect(await found("args.repo:acme\ufffdapp")).toBe(1);
    expect(await found(String.raw`args.other:"\\u0000"`)).toBe(1);
    expect(await found("args.n>1000")).toBe(1);
    expect(await found("args.n:1")).toBe(1);
    expect(await found("args.0:acme")).toBe(1);
    expect(await found("-args.repo:acme*")).toBe(3);
    expect(await found("left")).toBe(1);
    expect(await found("right")).toBe(1);
  });

  it("that were cut off or erased match nothing", async () => {
    const { sql } = deps.pool;
    const source = await testSource(deps.pool, "cut");
    await send(deps, source, [nativeCall("cut"), nativeCall("gone")]);
    const change = (eventId: string, value: string | null) => sql`
      UPDATE payload p SET arguments = ${value}, network = ${value}, text = ${value} FROM call c
      WHERE c.event_id = ${eventId} AND p.occurred_at = c.occurred_at
        AND p.batch_id = c.batch_id AND p.batch_pos = c.batch_pos`;
    await change("cut", '{"repo":"acme/app","message":"acm');
    await change("gone", null);
    for (const q of ["args.repo:acme/app", "ip:10.0.0.0/8", "acme/app", "has:args.repo"]) {
      const { items } = await listCalls(deps.pool, viewer, { q: `source:cut ${q}` });
      expect([q, items.length]).toEqual([q, 0]);
    }
    const { items } = await listCalls(deps.pool, viewer, { q: "source:cut -args.repo:acme/app" });
    expect(items).toHaveLength(2);
  });
});
