import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { timeBound } from "../calls/time-bounds";
import { ALL_TIME, rangeName } from "../time-range";
import { PHRASE_LIMIT, readPhrase } from "./read-phrase";
import { instantOf, wallAt } from "./zoned";

const zoned = { text: z.string(), zone: z.string().default("UTC") };
const { now, read, refused } = z
  .strictObject({
    $schema: z.string(),
    now: z.iso.datetime(),
    read: z.array(z.strictObject({ ...zoned, from: z.string(), to: z.string().optional() })),
    refused: z.array(z.strictObject({ ...zoned, reason: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL("./cases/phrases.json", import.meta.url), "utf8")));

const NOW = Date.parse(now);
const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/Los_Angeles",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
];

test.each(read)("$text in $zone", ({ text, zone, from, to }) => {
  expect(readPhrase(text, NOW, zone)).toEqual({ ok: true, range: { from, to } });
});

test.each(refused)("refuses $text in $zone", ({ text, zone, reason }) => {
  expect(readPhrase(text, NOW, zone)).toEqual({ ok: false, reason });
});

test("a text that is too long is refused, and none takes long", () => {
  expect(readPhrase("x".repeat(PHRASE_LIMIT + 1), NOW, "UTC")).toMatchObject({ ok: false });
  for (const unit of ["1h", "-", "nov ", "20 ", "1 - ", "14:00-", "2026-"]) {
    const text = unit.repeat(PHRASE_LIMIT / unit.length);
    const started = performance.now();
    readPhrase(text, NOW, "Europe/Berlin");
    expect(performance.now() - started).toBeLessThan(500);
  }
});

const words =
  "last this past since until before from to - and now ago today yesterday week month tue friday 20 nov dec 2026 2026-11-20 14:00 15:30:10 9am noon utc 2h 15m 3 days hours , 1795600800 all on at 24:00 29 feb mar oct 02:30";

test("whatever is read begins before it ends, is known to the address, and says so again", () => {
  let ranges = 0;
  const phrase = fc
    .array(fc.constantFrom(...words.split(" ")), { minLength: 1, maxLength: 7 })
    .map((all) => all.join(" "));
  const moment = fc.integer({ min: NOW - 400 * 86_400_000, max: NOW });
  fc.assert(
    fc.property(phrase, moment, fc.constantFrom(...ZONES), (text, at, zone) => {
      const answer = readPhrase(text, at, zone);
      if (!answer.ok) {
        expect(answer.reason).toMatch(/[.]$/);
        return;
      }
      const { from, to } = answer.range;
      const start =
        from === ALL_TIME ? Number.NEGATIVE_INFINITY : Date.parse(timeBound("from", from, at));
      expect(start).toBeLessThan(to ? Date.parse(timeBound("to", to, at)) : at + 1);
      expect(readPhrase(text, at, zone)).toEqual(answer);
      ranges++;
    }),
    { numRuns: 5_000 },
  );
  expect(ranges).toBeGreaterThan(250);
});

describe("what the button says of a range", () => {
  const SECOND = 1_000;
  const instant = fc
    .integer({ min: Date.parse("2001-01-01") / SECOND, max: NOW / SECOND })
    .map((seconds) => seconds * SECOND);

  test("can be typed, and is that range", () => {
    fc.assert(
      fc.property(instant, instant, fc.constantFrom(...ZONES), (one, two, zone) => {
        const [start, end] = [Math.min(one, two), Math.max(one, two)];
        fc.pre(start < end && isShownOnce(start, zone) && isShownOnce(end, zone));
        for (const range of [
          { from: iso(start), to: iso(end) },
          { from: iso(start), to: undefined },
          { from: ALL_TIME, to: iso(end) },
        ]) {
          expect(readPhrase(rangeName(range, zone), NOW, zone)).toEqual({ ok: true, range });
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("also of a time back from now", () => {
    const unit = fc.constantFrom("s", "m", "h", "d", "w");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), unit, (amount, one) => {
        const range = { from: `-${amount}${one}`, to: undefined };
        expect(readPhrase(rangeName(range, "UTC"), NOW, "UTC")).toEqual({ ok: true, range });
      }),
    );
  });
});

test("a clock shows again what it was asked for, except where it is moved forward", () => {
  const wall = fc.integer({ min: Date.parse("1990-01-01"), max: Date.parse("2040-01-01") });
  fc.assert(
    fc.property(wall, fc.constantFrom(...ZONES), (time, zone) => {
      const [first, last] = [instantOf(time, zone, "first"), instantOf(time, zone, "last")];
      expect(first).toBeLessThanOrEqual(last);
      const shown = wallAt(first, zone);
      if (shown !== time) {
        // The moment of a jump: just before it the clock had not come so far.
        expect(wallAt(first - 1, zone)).toBeLessThan(time);
        expect(shown).toBeGreaterThan(time);
      } else expect(wallAt(last, zone)).toBe(time);
    }),
    { numRuns: 5_000 },
  );
});

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function isShownOnce(instant: number, zone: string): boolean {
  const wall = wallAt(instant, zone);
  return instantOf(wall, zone, "first") === instantOf(wall, zone, "last");
}
