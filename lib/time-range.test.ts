import { describe, expect, it } from "vitest";
import {
  apiRange,
  duration,
  fromInputValue,
  instantParts,
  isInstant,
  rangeName,
  relativeTime,
  shortAge,
  shortDate,
  toInputValue,
} from "./time-range";

const NOW = Date.parse("2026-11-21T12:00:00Z");

describe("the range as the API takes it", () => {
  it.each([
    ["nothing said is the last 24 hours", {}, { from: "-24h", to: "" }],
    ["a relative start", { from: "-7d" }, { from: "-7d", to: "" }],
    ["all time is open at both ends", { from: "all" }, { from: "", to: "" }],
    [
      "only an end leaves the start open",
      { to: "2026-11-20T00:00:00Z" },
      { from: "", to: "2026-11-20T00:00:00Z" },
    ],
  ])("%s", (_name, range, expected) => expect(apiRange(range)).toEqual(expected));
});

describe("the range in words", () => {
  it.each([
    [{}, "Last 24 hours"],
    [{ from: "-90d" }, "Last 90 days"],
    [{ from: "all" }, "All time"],
    [{ from: "-5m" }, "Last 5 minutes"],
    [{ from: "-1w" }, "Last 1 week"],
    [{ from: "-2h", to: "-30m" }, "2 hours ago – 30 minutes ago"],
    [{ from: "banana" }, "Custom range"],
    [{ from: "2026-11-20T10:00:00Z" }, "Since 20 Nov 2026, 11:00"],
    [{ from: "all", to: "2026-11-20T10:00:00Z" }, "Until 20 Nov 2026, 11:00"],
    [
      { from: "2026-11-20T10:00:00Z", to: "2026-11-20T10:30:00Z" },
      "20 Nov 2026, 11:00 – 20 Nov 2026, 11:30",
    ],
  ])("%j", (range, words) => expect(rangeName(range, "Europe/Berlin")).toBe(words));
});

it("shows an instant in the zone asked for, with its milliseconds", () => {
  expect(instantParts("2026-11-20T23:30:05.048000Z", "UTC")).toEqual({
    date: "20 Nov 2026",
    time: "23:30:05",
    milliseconds: ".048",
  });
  expect(instantParts("2026-11-20T23:30:05.048000Z", "Europe/Berlin")).toMatchObject({
    date: "21 Nov 2026",
    time: "00:30:05",
  });
});

it("leaves the year out only where it is this year", () => {
  expect(shortDate("2026-02-03T00:00:00Z", NOW, "UTC")).toBe("3 Feb");
  expect(shortDate("2025-12-31T23:59:59Z", NOW, "UTC")).toBe("31 Dec 25");
  expect(shortDate("2025-12-31T23:59:59Z", NOW, "Asia/Tokyo")).toBe("1 Jan");
});

it.each([
  ["2026-11-21T11:59:59.500Z", "now", "now"],
  ["2026-11-21T11:59:30Z", "30 seconds ago", "30 s"],
  ["2026-11-21T11:57:00Z", "3 minutes ago", "3 min"],
  ["2026-11-20T12:00:00Z", "1 day ago", "1 d"],
  ["2026-11-21T14:00:00Z", "in 2 hours", "2 h"],
])("%s is %s", (iso, words, short) => {
  expect(relativeTime(iso, NOW)).toBe(words);
  expect(shortAge(iso, NOW)).toBe(short);
});

it.each([
  [0.4, "0 ms"],
  [212, "212 ms"],
  [3400, "3.4 s"],
  [59_000, "59 s"],
  [125_000, "2 min 5 s"],
  [3_599_900, "59 min 59 s"],
  [11_400_000, "3 h 10 min"],
  [187_200_000, "2 d 4 h"],
])("%d ms is %s", (ms, words) => expect(duration(ms)).toBe(words));

it("knows an instant from a relative range", () => {
  expect(isInstant("2026-11-20T10:00:00+01:00")).toBe(true);
  expect(isInstant("-24h")).toBe(false);
  expect(isInstant("2026-13-40T10:00:00Z")).toBe(false);
});

describe("an instant in an input and back", () => {
  it.each(["utc", "local"] as const)("%s", (mode) => {
    const iso = "2026-11-20T23:30:05.000Z";
    expect(fromInputValue(toInputValue(iso, mode), mode)).toBe(iso);
  });

  it("is no instant where nothing or half of it is typed", () => {
    expect(fromInputValue("", "utc")).toBeNull();
    expect(fromInputValue("2026-11-", "local")).toBeNull();
  });
});
