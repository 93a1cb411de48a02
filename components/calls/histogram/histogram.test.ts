import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { VERDICTS } from "@/lib/identity/model";
import { countWords, spanWords, widthWords } from "./bucket-words";
import { stackOf, totalOf } from "./stack";

const at = (text: string) => Date.parse(text);

describe("a bar", () => {
  test("stands on its worst verdict, without gaps, and a single call is seen among thousands", () => {
    const stack = stackOf({ match: 9_000, mismatch: 1 }, 10_000, 72);
    expect(stack.map(({ verdict }) => verdict)).toEqual(["mismatch", "match"]);
    expect(stack[0]).toEqual({ verdict: "mismatch", y: 70, height: 2 });
    expect(stack[1]?.height).toBeCloseTo(64.8);
    expect(stackOf({}, 10, 72)).toEqual([]);
  });

  test("never stands out of the chart", () => {
    const counts = fc.dictionary(fc.constantFrom(...VERDICTS), fc.nat(100_000));
    fc.assert(
      fc.property(counts, fc.nat(1_000), (some, more) => {
        const stack = stackOf(some, Math.max(1, totalOf(some) + more), 72);
        expect(Math.min(72, ...stack.map(({ y }) => y))).toBeGreaterThanOrEqual(-1e-9);
        expect(stack.every(({ height }) => height >= 2)).toBe(true);
      }),
    );
  });
});

test("a bar is said with its time in the zone and what it holds", () => {
  const [from, to] = [at("2026-11-25T14:00Z"), at("2026-11-25T14:05Z")];
  expect(spanWords(from, to, "UTC")).toBe("25 Nov, 14:00–14:05");
  expect(spanWords(from, to, "Asia/Kolkata")).toBe("25 Nov, 19:30–19:35");
  expect(spanWords(from, from + 1_000, "UTC")).toBe("25 Nov, 14:00:00–14:00:01");
  const day = at("2026-11-25T00:00Z");
  expect(spanWords(day, day + 86_400_000, "UTC")).toBe("25 Nov");
  expect(spanWords(day, day + 86_400_000, "Europe/Berlin")).toBe("25 Nov 01:00 – 26 Nov 01:00");
  expect(countWords({ match: 1_117, mismatch: 3 })).toBe("1,120 calls, 3 mismatch, 1,117 match");
  expect(countWords({ unknown: 1 })).toBe("1 call, 1 unknown");
  expect([1_000, 300_000, 3_600_000, 604_800_000].map(widthWords)).toEqual([
    "1 s",
    "5 min",
    "1 h",
    "7 d",
  ]);
});
