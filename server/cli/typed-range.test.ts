import { describe, expect, test } from "vitest";
import { typedRange } from "./typed-range";

const now = Date.parse("2026-11-20T10:00:00Z");
const range = (from?: string, to?: string) => typedRange({ from, to }, now, "Europe/Berlin");

describe("a range at the command line", () => {
  test.each([
    ["-24h", undefined, { from: "-24h", to: undefined }],
    ["2026-11-01", "2026-11-10", { from: "2026-11-01", to: "2026-11-10" }],
    ["yesterday", undefined, { from: "2026-11-18T23:00:00.000Z", to: undefined }],
    ["today 9:00", undefined, { from: "2026-11-20T08:00:00.000Z", to: undefined }],
    [
      "yesterday",
      "yesterday",
      { from: "2026-11-18T23:00:00.000Z", to: "2026-11-19T23:00:00.000Z" },
    ],
    [undefined, "now", { from: undefined, to: undefined }],
    [undefined, undefined, { from: undefined, to: undefined }],
  ])("from %s to %s", (from, to, expected) => {
    expect(range(from, to)).toEqual(expected);
  });

  test("that ends before it begins is refused", () => {
    expect(() => range("2026-11-20", "2026-11-10")).toThrow("does not come after --from");
    expect(() => range("-1h", "-2h")).toThrow("does not come after --from");
    expect(() => range("today", "2026-11-20")).not.toThrow();
  });

  test("that is not understood says so, and what to write", () => {
    expect(() => range("gestern")).toThrow(/--from: .*gestern.* -24h/);
    expect(() => range(undefined, "whenever")).toThrow(/--to: /);
  });
});
