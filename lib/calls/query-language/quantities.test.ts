import { describe, expect, it } from "vitest";
import { durationMs, isAddress, timeSpan } from "./quantities";

describe("a time", () => {
  it.each([
    ["2026-11-20", "2026-11-20T00:00:00Z", 86_400_000_000],
    ["2026-11-20T14:05", "2026-11-20T14:05:00Z", 60_000_000],
    ["2026-11-20T14:05:06+02:00", "2026-11-20T12:05:06Z", 1_000_000],
    ["2026-11-20T14:05:06.25Z", "2026-11-20T14:05:06.250Z", 10_000],
    ["0001-01-01", "0001-01-01T00:00:00Z", 86_400_000_000],
    ["2024-02-29", "2024-02-29T00:00:00Z", 86_400_000_000],
  ])("%s names the span from %s", (text, start, length) => {
    const from = Date.parse(start) * 1000;
    expect(timeSpan(text)).toEqual({ start: from, end: from + length });
  });

  it("is exact to the microsecond", () => {
    const start = Date.parse("2026-11-20T14:05:06.123Z") * 1000 + 456;
    expect(timeSpan("2026-11-20T14:05:06.123456")).toEqual({ start, end: start + 1 });
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-11-20T25:00",
    "2026-11-20T14",
    "20261120",
    "now",
    "2026-11-20T14:05:06.1234567",
    "2026-11-20T14:05+25:00",
    "0000-01-01",
    "9999-01-01",
    "0001-01-01T00:00+14:00",
  ])("%s is none", (text) => expect(timeSpan(text)).toBeNull());
});

it.each([
  ["250ms", 250],
  ["1.5S", 1_500],
  ["0.1s", 100],
  ["2m", 120_000],
  ["0.001h", 3_600],
  ["2", null],
  ["-2s", null],
  ["1e3s", null],
  ["2 s", null],
  ["2d", null],
])("the duration %s is %s ms", (text, ms) => expect(durationMs(text)).toBe(ms));

it.each([
  ["10.0.0.0/8", true],
  ["0.0.0.0", true],
  ["255.255.255.255/32", true],
  ["::/0", true],
  ["2001:db8::7", true],
  ["::ffff:10.0.0.1/104", true],
  ["10.0.0", false],
  ["10.0.0.01", false],
  ["10.0.0.0/33", false],
  ["10.0.0.0.0", false],
  ["10.0.0.0/", false],
  ["2001:db8::7::1", false],
  ["::/129", false],
  ["[::1]", false],
  ["fe80::1%eth0", false],
  ["localhost", false],
])("that %s is an address or network: %s", (text, is) => expect(isAddress(text)).toBe(is));
