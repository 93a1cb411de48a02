import { describe, expect, it } from "vitest";
import { parseInstant, secondsToInstant } from "./instant";

describe("parseInstant", () => {
  it("is microseconds since the epoch", () => {
    expect(parseInstant("1970-01-01T00:00:00Z")).toBe(0);
    expect(parseInstant("2026-06-01T12:00:00Z")).toBe(1_780_315_200_000_000);
  });

  it.each([
    ["2026-06-01T12:00:00.5Z", 500_000],
    ["2026-06-01T12:00:00.000001Z", 1],
    ["2026-06-01T12:00:00.0000019Z", 1],
    ["2026-06-01T12:00:00.123456789Z", 123_456],
    ["2026-06-01T14:30:00.25+02:30", 250_000],
    ["2026-06-01T07:00:00-05:00", 0],
    ["2026-06-01T12:00:00-00:00", 0],
  ])("counts fractions and offsets: %s", (text, beyondNoon) => {
    expect(parseInstant(text) - parseInstant("2026-06-01T12:00:00Z")).toBe(beyondNoon);
  });

  it("orders moments before the epoch too", () => {
    expect(parseInstant("1969-12-31T23:59:59.999999Z")).toBe(-1);
  });

  it.each([
    "",
    "yesterday",
    "2026-06-01",
    "2026-06-01T12:00Z",
    "2026-06-01T12:00:00",
    "2026-13-01T00:00:00Z",
    "Nov 20 2026",
  ])("throws on %j", (text) => {
    expect(() => parseInstant(text)).toThrow(RangeError);
  });

  it("shares its scale with the seconds of a JWT", () => {
    expect(secondsToInstant(1_780_315_200)).toBe(parseInstant("2026-06-01T12:00:00Z"));
  });
});
