import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketStarts, bucketWidthMs } from "./bucket-widths";
import { partsOf } from "./counted-rows";
import { joinedFacets, joinedHistograms } from "./join-counts";
import type { Facet, Histogram } from "./model";

const at = (text: string) => Date.parse(text) * 1000;
const iso = (microseconds: number) => new Date(microseconds / 1000).toISOString();
/** Any range of up to a year in the milliseconds around 2026. */
const range = fc
  .tuple(fc.integer({ min: 0, max: 3e10 }), fc.integer({ min: 1, max: 3e10 }))
  .map(([start, length]) => {
    const from = (Date.UTC(2026, 0, 1) + start) * 1000;
    return { from, to: from + length * 1000 };
  });

describe("partsOf", () => {
  test("cuts a range into whole days, the hours around them and the calls around those", () => {
    const parts = partsOf({ from: at("2026-11-01T22:30Z"), to: at("2026-11-04T01:15Z") }, "day");
    expect(parts.map(({ unit, from, to }) => `${unit} ${iso(from)} ${iso(to)}`)).toEqual([
      "call 2026-11-01T22:30:00.000Z 2026-11-01T23:00:00.000Z",
      "hour 2026-11-01T23:00:00.000Z 2026-11-02T00:00:00.000Z",
      "day 2026-11-02T00:00:00.000Z 2026-11-04T00:00:00.000Z",
      "hour 2026-11-04T00:00:00.000Z 2026-11-04T01:00:00.000Z",
      "call 2026-11-04T01:00:00.000Z 2026-11-04T01:15:00.000Z",
    ]);
  });

  test("leaves no gap and no overlap, and every part is whole", () => {
    const units = { call: 1, hour: 3_600_000_000, day: 86_400_000_000 };
    fc.assert(
      fc.property(range, fc.constantFrom("hour" as const, "day" as const), (whole, coarsest) => {
        const parts = partsOf(whole, coarsest);
        expect(parts.map(({ from }) => from)).toEqual([
          whole.from,
          ...parts.slice(0, -1).map(({ to }) => to),
        ]);
        expect(parts.at(-1)?.to).toBe(whole.to);
        for (const { unit, from, to } of parts) {
          expect([from < to, from % units[unit], to % units[unit]]).toEqual([true, 0, 0]);
        }
      }),
    );
  });

  test("an open end needs no calls at that end", () => {
    const parts = partsOf({ from: at("2026-11-01T00:00Z"), to: Number.POSITIVE_INFINITY }, "day");
    expect(parts.map(({ unit }) => unit)).toEqual(["day"]);
    expect(partsOf({ from: 5, to: 5 }, "day")).toEqual([]);
  });
});

describe("buckets", () => {
  test.each([
    ["15 seconds", 15_000, 1_000],
    ["15 minutes", 900_000, 30_000],
    ["a day", 86_400_000, 1_800_000],
    ["30 days", 30 * 86_400_000, 43_200_000],
    ["ten years", 3_650 * 86_400_000, 91 * 86_400_000],
    ["a hundred years", 36_500 * 86_400_000, 2 * 364 * 86_400_000],
  ])("of %s are round", (_, lengthMs, widthMs) => {
    expect(bucketWidthMs({ from: 0, to: lengthMs * 1000 }, 60)).toBe(widthMs);
  });

  test("are no more than asked for and one, and hold the whole range", () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 200 }), (one, most) => {
        const widthMs = bucketWidthMs(one, most);
        const starts = bucketStarts(one, widthMs);
        expect(starts.length).toBeLessThanOrEqual(most + 1);
        expect((starts[0] ?? Infinity) * 1000).toBeLessThanOrEqual(one.from);
        expect(((starts.at(-1) ?? 0) + widthMs) * 1000).toBeGreaterThanOrEqual(one.to);
      }),
    );
  });
});

test("two parts of a facet are the sum of each value, and say where one may be missing", () => {
  const facet: Facet = {
    field: "tool",
    basis: "calls",
    searchedTo: "2026-11-20T00:00:00.000000Z",
    total: 7,
    more: false,
    exact: true,
    values: [
      { value: "a/x", label: "x", detail: "a", count: 4 },
      { value: null, label: "(none)", detail: null, count: 3 },
    ],
  };
  const older = {
    ...facet,
    searchedTo: null,
    total: 9,
    values: [{ value: null, label: "(none)", detail: null, count: 9 }],
  };
  expect(joinedFacets(facet, older)).toEqual({
    ...facet,
    searchedTo: null,
    total: 16,
    values: [
      { value: null, label: "(none)", detail: null, count: 12 },
      { value: "a/x", label: "x", detail: "a", count: 4 },
    ],
  });
  expect(joinedFacets(facet, { ...older, more: true }).exact).toBe(false);
});

test("two parts of a histogram keep the frame of the newer one", () => {
  const bucket = (hour: number, counts: object) => ({
    from: `2026-11-20T0${hour}:00:00.000Z`,
    counts,
  });
  const newer: Histogram = {
    from: "2026-11-20T00:30:00.000000Z",
    to: "2026-11-20T02:00:00.000000Z",
    widthMs: 3_600_000,
    basis: "calls",
    searchedTo: "2026-11-20T01:30:00.000000Z",
    total: 2,
    buckets: [bucket(0, {}), bucket(1, { match: 2 })],
  };
  const older = {
    ...newer,
    to: "2026-11-20T02:00:01.000000Z",
    searchedTo: null,
    total: 4,
    buckets: [bucket(0, { mismatch: 1 }), bucket(1, { match: 1, unknown: 2 })],
  };
  expect(joinedHistograms(newer, older)).toEqual({
    ...newer,
    searchedTo: null,
    total: 6,
    buckets: [bucket(0, { mismatch: 1 }), bucket(1, { match: 3, unknown: 2 })],
  });
});
