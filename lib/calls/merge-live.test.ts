import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callRow } from "../testing/call-row";
import { mergeLive } from "./merge-live";

const at = (second: number, index: number) =>
  callRow({
    id: `call-${index}`,
    index,
    time: `2026-11-20T10:00:${String(second).padStart(2, "0")}Z`,
  });
const indices = (calls: { index: number | null }[]) => calls.map(({ index }) => index);

describe("a page with what came since", () => {
  const page = { items: [at(30, 3), at(20, 2)], next: "o.x" };

  it("has what came in its place in time, whatever the order it came in", () => {
    expect(indices(mergeLive(page, [at(25, 5), at(40, 4)], 9))).toEqual([4, 3, 5, 2]);
  });

  it("leaves what is older than its last call to the page that holds it", () => {
    expect(indices(mergeLive(page, [at(10, 4)], 9))).toEqual([3, 2]);
    expect(indices(mergeLive({ ...page, next: null }, [at(10, 4)], 9))).toEqual([3, 2, 4]);
  });

  it("stands still at an index", () => {
    expect(indices(mergeLive(page, [at(40, 4), at(50, 5)], 4))).toEqual([4, 3, 2]);
  });

  it("is newest first, has no call twice and at most 200, whatever comes", () => {
    const calls = fc.array(fc.tuple(fc.nat(59), fc.nat(400)), { maxLength: 400 });
    fc.assert(
      fc.property(calls, calls, fc.nat(400), (first, then, upTo) => {
        const items = first.map(([second, index]) => at(second, index));
        const unique = [...new Map(items.map((call) => [call.id, call])).values()].toSorted(
          (a, b) => (a.time < b.time ? 1 : -1),
        );
        const arrived = new Map(then.map(([second, index]) => [index, at(second, index)])).values();
        const rows = mergeLive({ items: unique.slice(0, 50), next: null }, [...arrived], upTo);
        const times = rows.map(({ time }) => time);
        expect(times).toEqual(times.toSorted().toReversed());
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        expect(rows.length).toBeLessThanOrEqual(200);
      }),
      { numRuns: 200 },
    );
  });
});
