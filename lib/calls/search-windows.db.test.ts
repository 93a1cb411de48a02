import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApi, testApi } from "../testing/api";
import { nativeCall, send, testSource, viewerWith } from "../testing/deployment";
import { parseInstant } from "../identity/instant";
import { encodeCursor } from "./cursor";
import { listCalls } from "./query";
import { searchWindows, type Searched } from "./search-windows";

const viewer = viewerWith("viewer");
const TOTAL = 60;
/** From within a second to weeks apart. */
const TIMES = Array.from(
  { length: TOTAL },
  (_, n) => Date.parse("2026-11-20T10:00:00Z") - Math.round(1.35 ** n * 20),
).filter((at) => at > Date.parse("2026-11-05T00:00:00Z"));
let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  const source = await testSource(api.deployment.pool, "windows");
  const records = TIMES.map((at, n) => nativeCall(`w-${n}`, { time: new Date(at).toISOString() }));
  await send(api.deployment, source, records);
});
afterAll(() => api.close());

const sql = () => api.deployment.pool.sql;
const newestFirst = TIMES.map((_, n) => `w-${n}`);
const open = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };

describe("a search in windows", () => {
  it.each(["older", "newer"] as const)(
    "towards %s finds every call once, in order, whatever its width",
    async (direction) => {
      for (const widthMs of [1_000, 60_000, 86_400_000]) {
        const newer = direction === "newer";
        const found: string[] = [];
        let searched: Searched | null = null;
        // On a busy machine it may stop on the way, and goes on from there.
        do {
          const at: number | null = searched?.reached ?? null;
          const range = at === null ? open : newer ? { ...open, from: at } : { ...open, to: at };
          const search = { conditions: [], newer, limit: 1_000, range, widthMs };
          searched = await searchWindows(sql(), search);
          found.push(...searched.rows.map((row) => row.event_id));
        } while (searched.reached !== null);
        expect(found).toEqual(newer ? newestFirst.toReversed() : newestFirst);
      }
    },
  );

  it("that takes long answers within a second and goes on where it stopped, without a gap", async () => {
    const found: string[] = [];
    let range = open;
    let widthMs: number | null = null;
    let answers = 0;
    let searched: Searched;
    do {
      const started = performance.now();
      const conditions = [sql()`pg_sleep(0.03) IS NOT NULL`];
      searched = await searchWindows(sql(), {
        conditions,
        newer: false,
        limit: 1_000,
        range,
        widthMs,
      });
      answers += 1;
      expect(performance.now() - started).toBeLessThan(2_000);
      found.push(...searched.rows.map((row) => row.event_id));
      widthMs = searched.widthMs;
      range = { ...range, to: searched.reached ?? range.to };
    } while (searched.reached !== null);
    expect(found).toEqual(newestFirst);
    expect(answers).toBeGreaterThan(2);
  });

  it("is gone through by the cursors of its pages", async () => {
    const seen: number[] = [];
    const start = parseInstant("2026-11-21T00:00:00Z");
    let cursor: string | null = encodeCursor({ direction: "older", at: start, widthMs: 1_000 });
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof listCalls>> = await listCalls(
        api.deployment.pool,
        viewer,
        { cursor, limit: 7 },
      );
      seen.push(...page.items.map(({ time }) => Date.parse(time)));
      cursor = page.next;
    }
    expect(seen).toEqual(TIMES);
  });

  it("ends where the calls end, also where there are none", async () => {
    const range = {
      from: parseInstant("2020-01-01T00:00:00Z"),
      to: parseInstant("2020-02-01T00:00:00Z"),
    };
    const empty = await searchWindows(sql(), {
      conditions: [],
      newer: false,
      limit: 5,
      range,
      widthMs: 1_000,
    });
    expect(empty).toMatchObject({ rows: [] });
  });

  it.each([3, 60])(
    "of months finds the first %i calls, whatever lies between them",
    async (limit) => {
      const source = await testSource(api.deployment.pool, `months-${limit}`);
      const days = [1, 3, 26, 27.9, 28, 28.1, 40, 41, 90, 200, 201];
      const times = days.map((back) => new Date(Date.UTC(2026, 2, 1) - back * 86_400_000));
      const made = times.map((time, n) => nativeCall(`m-${n}`, { time: time.toISOString() }));
      await send(api.deployment, source, made);
      const ids = made.map(({ id }) => id);
      const conditions = [sql()`c.source_id = ${source.id}`];
      const range = {
        from: parseInstant("2025-01-01T00:00:00Z"),
        to: parseInstant("2026-03-01T00:00:00Z"),
      };
      for (const newer of [false, true]) {
        const search = { conditions, newer, limit, range, widthMs: null };
        const { rows, reached } = await searchWindows(sql(), search);
        const expected = newer ? ids.toReversed() : ids;
        expect(rows.map((row) => row.event_id)).toEqual(expected.slice(0, limit));
        expect(reached).toBeNull();
      }
    },
  );
});
