import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callRow } from "../testing/call-row";
import { startChain, linked } from "./call-chain";
import { mergeLive, placeLive } from "./merge-live";
import type { CallPage, CallRow } from "./view";

const at = (second: number, index: number) =>
  callRow({
    id: `call-${index}`,
    index,
    time: `2026-11-20T10:00:${String(second).padStart(2, "0")}Z`,
  });
const indices = (calls: readonly CallRow[] | undefined) => calls?.map(({ index }) => index);
const page = (items: CallRow[], parts: Partial<CallPage> = {}): CallPage => ({
  items,
  next: null,
  previous: null,
  searchedTo: null,
  head: 3,
  ...parts,
});

describe("what came since a list was read", () => {
  const first = startChain(null, page([at(30, 3), at(20, 2)], { next: "o.x" }));
  const both = linked(first, "o.x", page([at(15, 1), at(10, 0)], { head: 6, next: "o.y" }));

  it("has its place in the page that its time falls into", () => {
    const places = placeLive(both, [at(40, 7), at(18, 8), at(12, 9)], 9);
    expect(indices(places.get(null))).toEqual([7]);
    expect(indices(places.get("o.x"))).toEqual([8, 9]);
  });

  it("is left to the page that will hold it where that was not read yet, and stands at the end where all was", () => {
    expect(placeLive(both, [at(5, 7)], 9).size).toBe(0);
    expect(indices(placeLive({ ...both, next: null }, [at(5, 7)], 9).get("o.x"))).toEqual([7]);
  });

  it("is not added to a page that was read with it, nor before its time to be shown", () => {
    expect(placeLive(both, [at(12, 6)], 9).size).toBe(0);
    expect(placeLive(both, [at(40, 7)], 6).size).toBe(0);
  });

  it("is all that a list holds that began empty", () => {
    expect(indices(placeLive(startChain(null, page([])), [at(1, 7)], 9).get(null))).toEqual([7]);
  });
});

it("a merged list is newest first and has no call twice, whatever comes", () => {
  const calls = fc.array(fc.tuple(fc.nat(59), fc.nat(400)), { maxLength: 400 });
  fc.assert(
    fc.property(calls, calls, (first, then) => {
      const unique = (all: [number, number][]) => [
        ...new Map(all.map(([second, index]) => [index, at(second, index)])).values(),
      ];
      const items = unique(first).toSorted((a, b) => (a.time < b.time ? 1 : -1));
      const rows = mergeLive(items, unique(then));
      const times = rows.map(({ time }) => time);
      const all = new Set([...first, ...then].map(([, index]) => index));
      if (rows.length > items.length) expect(times).toEqual(times.toSorted().toReversed());
      expect(rows.map(({ index }) => index ?? -1).toSorted()).toEqual([...all].toSorted());
    }),
    { numRuns: 200 },
  );
});
