import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { timeBound } from "./time-bounds";

const now = Date.parse("2026-11-20T12:00:00.000Z");

describe("an end of a range", () => {
  it.each([
    ["-30s", "2026-11-20T11:59:30.000Z"],
    ["-15m", "2026-11-20T11:45:00.000Z"],
    ["-24h", "2026-11-19T12:00:00.000Z"],
    ["-7d", "2026-11-13T12:00:00.000Z"],
    ["-1w", "2026-11-13T12:00:00.000Z"],
    ["2026-11-20", "2026-11-20T00:00:00.000Z"],
    ["2026-11-20T10:00:00Z", "2026-11-20T10:00:00.000Z"],
    ["2026-11-20T10:00:00.123456Z", "2026-11-20T10:00:00.123Z"],
    ["2026-11-20T10:00:00+02:00", "2026-11-20T08:00:00.000Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
  ])("%s is %s", (text, expected) => {
    expect(timeBound("from", text, now)).toBe(expected);
  });

  it.each([
    "",
    "now",
    "24h",
    "+24h",
    "-24",
    "-24y",
    "--24h",
    "-1.5h",
    "-999999h",
    "1",
    "2026",
    "12/25/2026",
    "20261120",
    "2026-13-01",
    "2026-02-30T25:00:00Z",
    "0000-01-01T00:00:00Z",
    "99999-01-01",
    "+010000-01-01T00:00:00Z",
    "2026-11-20T10:00:00Z\n",
    " 2026-11-20",
    "-24h; DROP TABLE call",
  ])("%j is refused by its name", (text) => {
    expect(() => timeBound("to", text, now)).toThrow(
      expect.objectContaining({
        code: "invalid",
        fields: [expect.objectContaining({ path: "to" })],
      }),
    );
  });

  it("is always a time that RFC 3339 has", () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^-\d{1,6}[smhdw]$/),
      fc.stringMatching(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/),
      fc.date().map(String),
    );
    fc.assert(
      fc.property(text, (one) => {
        try {
          expect(timeBound("from", one, now)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid" });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
