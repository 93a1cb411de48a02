import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callRow } from "../testing/call-row";
import { FORMULA_CELL, HOSTILE_TEXTS, RAW_HIDDEN } from "../testing/hostile-text";
import type { ExportedCall, ExportedPayload } from "./exported-call";
import { lineFormat } from "./formats";
import { EXPORT_FORMATS } from "./model";

const payload = (parts: Partial<ExportedPayload> = {}): ExportedPayload => ({
  arguments: null,
  result: null,
  network: null,
  redacted: [],
  missing: [],
  ...parts,
});

/** The text wherever somebody outside can put one. */
const withText = (text: string): ExportedCall => ({
  row: callRow({
    tool: text,
    server: text,
    client: { id: text, name: text },
    source: { id: "src_1", name: text },
    caller: {
      identity: {
        id: "prn_1",
        principal: { iss: text, sub: text },
        person: { id: "p", name: text },
        name: text,
        email: text,
      },
      evidence: "asserted",
    },
  }),
  payload: payload({
    arguments: JSON.stringify({ [text]: text }),
    result: JSON.stringify(text),
    network: JSON.stringify({ clientIp: text, userAgent: text }),
    redacted: [{ part: "arguments", path: text, rule: "secret" }],
    missing: [{ part: "result", why: "erasure", by: text, reason: text, at: "2026-11-20" }],
  }),
});

const csv = lineFormat("csv", "1");
const readCsv = (call: ExportedCall): Record<string, string> => {
  const text = `${csv.head(call.payload !== null)}${csv.newline}${csv.line(call)}${csv.newline}`;
  const rows: Record<string, string>[] = parse(text, { columns: true });
  expect(rows).toHaveLength(1);
  return rows[0] ?? {};
};

describe("hostile text", () => {
  const anyText = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
  );

  it.each(EXPORT_FORMATS)("leaves no raw control or hidden character in %s", (name) => {
    const { line } = lineFormat(name, "1");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(line(withText(text))).not.toMatch(RAW_HIDDEN);
      }),
    );
  });

  it("makes no cell a formula, and keeps one width", () => {
    const width = csv.head(true)?.split(",").length;
    fc.assert(
      fc.property(anyText, (text) => {
        const cells = Object.values(readCsv(withText(text)));
        expect(cells).toHaveLength(width ?? 0);
        expect(cells.filter((cell) => FORMULA_CELL.test(cell) && !cell.startsWith("'"))).toEqual(
          [],
        );
      }),
    );
  });

  it("is read back from NDJSON as it was", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const call = withText(text);
        const read = JSON.parse(lineFormat("ndjson", "1").line(call));
        expect(read).toMatchObject(JSON.parse(JSON.stringify(call.row)));
        expect(read.payload.arguments).toEqual(JSON.parse(JSON.stringify({ [text]: text })));
        expect(read.payload.result).toBe(text);
      }),
    );
  });
});

describe("CSV", () => {
  it("has a text that a formula could be as a text, its payload as JSON", () => {
    const cells = readCsv({
      row: callRow({ tool: "=1+1" }),
      payload: payload({ arguments: '{"a":"x, \\"y\\""}', result: "-5" }),
    });
    expect(cells).toMatchObject({ tool: "'=1+1", result: "'-5", network: "" });
    expect(JSON.parse(cells["arguments"] ?? "")).toEqual({ a: 'x, "y"' });
  });

  it("says what of the payload was cut out, and what is gone", () => {
    const cells = readCsv({
      row: callRow(),
      payload: payload({
        redacted: [{ part: "arguments", path: "/token", rule: "sensitive-key" }],
        missing: [{ part: "result", why: "retention", at: "2026-11-20T10:00:00Z", days: 90 }],
      }),
    });
    expect(cells["payload_redacted"]).toBe("arguments/token (sensitive-key)");
    expect(cells["payload_gone"]).toBe("result retention 2026-11-20T10:00:00Z");
  });

  it("has no columns for a payload that was not asked for", () => {
    expect(Object.keys(readCsv({ row: callRow(), payload: null }))).not.toContain("arguments");
  });
});
