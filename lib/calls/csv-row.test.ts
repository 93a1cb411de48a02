import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, it } from "vitest";
import { CSV_HEADER, csvRow } from "./csv-row";
import type { CallRow } from "./view";

const row = (tool: string): CallRow => ({
  id: "call_1",
  index: 0,
  time: "2026-11-20T10:00:00.000000Z",
  type: "tool.call",
  source: { id: "src_1", name: "edge" },
  caller: { identity: null, evidence: "absent" },
  client: null,
  session: null,
  server: "github",
  tool,
  ranAs: { identity: null, kind: null, evidence: "absent", credential: null },
  relation: "unknown",
  verdict: "unattributed",
  flags: ["caller_absent", "no_downstream_evidence"],
  severity: "low",
  decision: null,
  outcome: "ok",
  durationMs: 1.5,
  approvalId: null,
  traceId: null,
});

function read(line: string): Record<string, string> | undefined {
  const rows: Record<string, string>[] = parse(`${CSV_HEADER}\n${line}\n`, { columns: true });
  return rows[0];
}

it("reads back as what it says", () => {
  expect(read(csvRow(row('say "hi", now')))).toMatchObject({
    tool: 'say "hi", now',
    flags: "caller_absent no_downstream_evidence",
    duration_ms: "1.5",
    decision: "",
  });
});

it.each(["=1+1", "+1", "-1", "@x", " =1", "\t=1", "'=1", '"=1', "|x", "\r\n=1"])(
  "makes no formula of %j",
  (tool) => expect(read(csvRow(row(tool)))?.["tool"]).toMatch(/^(?:'|\[)/),
);

it("never has a raw control, bidi or zero-width character, and stays one line of one width", () => {
  const width = CSV_HEADER.split(",").length;
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (tool) => {
      const line = csvRow(row(tool));
      expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      expect(Object.keys(read(line) ?? {})).toHaveLength(width);
    }),
  );
});
