import fc from "fast-check";
import { expect, it } from "vitest";
import { weeksBetween, weekStart } from "./partitions";

const WEEK = 7 * 24 * 3600 * 1000;
const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });

it.each([
  ["2026-11-16T00:00:00.000Z", "2026-11-16T00:00:00.000Z"],
  ["2026-11-15T23:59:59.999Z", "2026-11-09T00:00:00.000Z"],
  ["2026-11-22T23:59:59.999Z", "2026-11-16T00:00:00.000Z"],
  ["1970-01-01T00:00:00.000Z", "1969-12-29T00:00:00.000Z"],
  ["1969-12-28T23:59:59.999Z", "1969-12-22T00:00:00.000Z"],
])("the week of %s starts on Monday %s", (time, start) => {
  expect(new Date(weekStart(Date.parse(time))).toISOString()).toBe(start);
});

it("every instant lies in the one week that starts on the Monday before it", () => {
  fc.assert(
    fc.property(instant, (ms) => {
      const start = weekStart(ms);
      expect(start <= ms && ms < start + WEEK).toBe(true);
      expect(new Date(start).getUTCDay()).toBe(1);
      expect(weekStart(start)).toBe(start);
    }),
  );
});

it("the weeks between two instants are those of both and all in between, each once", () => {
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 100 * WEEK }), (from, length) => {
      const weeks = weeksBetween(from, from + length);
      expect(weeks.at(0)).toBe(weekStart(from));
      expect(weeks.at(-1)).toBe(weekStart(from + length));
      expect(weeks.every((week, n) => n === 0 || week - (weeks[n - 1] ?? 0) === WEEK)).toBe(true);
    }),
  );
});
