import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countedSpan, HOUR_MS, spanBefore, stepsOf } from "./span";

const now = Date.parse("2026-11-25T19:20:30Z");
const first = Date.parse("2026-10-01T00:00:00Z");
const iso = (ms: number) => new Date(ms).toISOString();
const span = (from?: string, to?: string, known = { first: first as number | null, now }) =>
  countedSpan({ from, to }, known);

describe("the span that is counted", () => {
  it("is whole hours that hold the range", () => {
    const { unit, from, to } = span("-24h");
    expect([unit, iso(from), iso(to)]).toEqual([
      "hour",
      "2026-11-24T19:00:00.000Z",
      "2026-11-25T20:00:00.000Z",
    ]);
  });

  it("is whole days above eight days", () => {
    const { unit, from, to } = span("-30d");
    expect([unit, iso(from), iso(to)]).toEqual([
      "day",
      "2026-10-26T00:00:00.000Z",
      "2026-11-26T00:00:00.000Z",
    ]);
  });

  it("with open ends runs from the first call until now", () => {
    expect(iso(span().from)).toBe("2026-10-01T00:00:00.000Z");
    expect(iso(span().to)).toBe("2026-11-26T00:00:00.000Z");
    expect(span(undefined, undefined, { first: null, now }).unit).toBe("hour");
  });

  it("is refused where the range ends before it starts or cannot be read", () => {
    const inverted = () => span("2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z");
    expect(inverted).toThrow("to: lies before the start of the range");
    expect(() => span("yesterday")).toThrow("from: yesterday is neither");
  });

  it("holds every call of the range, in at most 65 steps without gaps", () => {
    const moment = fc.integer({ min: Date.parse("0002-01-01"), max: Date.parse("9998-01-01") });
    fc.assert(
      fc.property(moment, moment, fc.option(moment), (a, b, oldest) => {
        fc.pre(a < b);
        const known = { first: oldest === null ? null : Math.floor(oldest / 864e5) * 864e5, now };
        const { from, to, ...rest } = span(iso(a), iso(b), known);
        expect(to).toBeGreaterThan(from);
        expect([from % HOUR_MS, to % HOUR_MS].map(Math.abs)).toEqual([0, 0]);
        // Calls lie between the first and five minutes ahead.
        const earliest = Math.max(a, known.first ?? now);
        const latest = Math.min(b, now + 5 * 60_000);
        if (earliest < latest) {
          expect(from).toBeLessThanOrEqual(earliest);
          expect(to).toBeGreaterThanOrEqual(latest);
        }
        const steps = stepsOf({ from, to, ...rest });
        expect(steps.length).toBeLessThanOrEqual(65);
        expect(steps.flatMap((step) => [step.from, step.to])).toEqual([
          from,
          ...steps.slice(1).flatMap((step) => [step.from, step.from]),
          to,
        ]);
      }),
    );
  });
});

describe("the period before", () => {
  it("is as long and ends where the span begins", () => {
    const before = spanBefore(span("-24h"), first);
    expect(before && [iso(before.from), iso(before.to)]).toEqual([
      "2026-11-23T18:00:00.000Z",
      "2026-11-24T19:00:00.000Z",
    ]);
  });

  it("is none where no call is as old", () => {
    expect(spanBefore(span(), first)).toBeNull();
    expect(spanBefore(span("-24h"), null)).toBeNull();
  });
});
