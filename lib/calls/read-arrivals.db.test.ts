import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sequencePending } from "../ledger/sequence";
import type { Source } from "../sources/model";
import { type TestApi, testApi } from "../testing/api";
import { nativeCall, send, testSource, viewerWith } from "../testing/deployment";
import { listCalls } from "./query";
import { type ArrivalParams, readArrivals } from "./read-arrivals";

const viewer = viewerWith("viewer");
let api: TestApi;
let source: Source;
beforeAll(async () => {
  api = await testApi();
  source = await testSource(api.deployment.pool, "live");
});
afterAll(() => api.close());

const by = (one: typeof viewer) =>
  ({ pool: api.deployment.pool, actor: { kind: "member", viewer: one } }) as const;
const arrivals = (params: ArrivalParams) => readArrivals(by(viewer), params);
const list = () => listCalls(api.deployment.pool, viewer, { limit: 1 });
const sequence = () => sequencePending(api.deployment.pool.sql);
let sent = 0;
/** Sends calls of the given days, in the order of the list, in one batch each. */
async function store(...days: number[]) {
  for (const day of days) {
    sent += 1;
    const time = `2026-11-${String(day).padStart(2, "0")}T10:00:00Z`;
    await send(api.deployment, source, [nativeCall(`live-${sent}`, { time })]);
  }
}

describe("arrivals after an index", () => {
  it("are every call sequenced since, once, in the order of the sequence, whenever it was made", async () => {
    const { head } = await list();
    await store(20, 3, 12);
    await sequence();
    const { items, ...rest } = await arrivals({ after: head });
    expect(items.map(({ time }) => time.slice(8, 10))).toEqual(["20", "03", "12"]);
    expect(items.map(({ index }) => index)).toEqual([head + 1, head + 2, head + 3]);
    expect(rest).toEqual({
      next: null,
      previous: null,
      searchedTo: null,
      head: head + 3,
      complete: true,
    });
    expect((await arrivals({ after: head + 3 })).items).toEqual([]);
  });

  it("do not hold what waits for its place, and hold it once it has one", async () => {
    const { head } = await list();
    await store(5);
    const before = await arrivals({ after: head });
    expect(before).toMatchObject({ items: [], head, complete: true });
    await sequence();
    expect((await arrivals({ after: before.head })).items).toHaveLength(1);
  });

  it("can be followed page by page without losing one", async () => {
    const { head } = await list();
    await store(1, 9, 2, 8, 3);
    await sequence();
    const seen: number[] = [];
    let at = head;
    let complete: boolean | undefined = false;
    while (!complete) {
      const page = await arrivals({ after: at, limit: 2 });
      seen.push(...page.items.map(({ index }) => index ?? -1));
      ({ head: at, complete } = page);
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map((n) => head + n));
  });

  it("match the query and the range", async () => {
    const { head } = await list();
    await store(20, 4);
    await sequence();
    const times = async (params: Omit<ArrivalParams, "after">) =>
      (await arrivals({ ...params, after: head })).items.map(({ time }) => time.slice(8, 10));
    expect(await times({ from: "2026-11-10T00:00:00Z" })).toEqual(["20"]);
    expect(await times({ to: "2026-11-10T00:00:00Z" })).toEqual(["04"]);
    expect(await times({ q: "source:live" })).toEqual(["20", "04"]);
    expect(await times({ q: "source:other" })).toEqual([]);
  });

  it("are refused to whom calls are refused, and with a query that cannot be read", async () => {
    const ask = readArrivals(by(viewerWith("approver")), { after: -1 });
    await expect(ask).rejects.toMatchObject({ code: "forbidden" });
    await expect(arrivals({ after: -1, q: "colour:red" })).rejects.toMatchObject({
      code: "invalid",
    });
  });
});
