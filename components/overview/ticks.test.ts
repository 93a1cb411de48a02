import { expect, it } from "vitest";
import { tickInstants, tickName } from "./ticks";

const at = (iso: string) => Date.parse(iso);
const names = (from: string, to: string, zone: string) =>
  tickInstants(at(from), at(to), zone).map((tick) => tickName(tick, at(to) - at(from), zone));

it("marks round hours of the zone within a day", () => {
  expect(names("2026-11-24T19:00:00Z", "2026-11-25T20:00:00Z", "UTC")).toEqual([
    "25 Nov",
    "06:00",
    "12:00",
    "18:00",
  ]);
  expect(names("2026-11-25T08:00:00Z", "2026-11-25T12:00:00Z", "Asia/Kolkata")).toEqual([
    "14:00",
    "15:00",
    "16:00",
    "17:00",
  ]);
});

it("marks days of a month and months of years", () => {
  expect(names("2026-10-26T00:00:00Z", "2026-11-26T00:00:00Z", "UTC")).toEqual([
    "26 Oct",
    "2 Nov",
    "9 Nov",
    "16 Nov",
    "23 Nov",
  ]);
  expect(names("2020-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "UTC").length).toBeLessThanOrEqual(
    9,
  );
});
