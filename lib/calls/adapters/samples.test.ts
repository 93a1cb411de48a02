import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { keyMappingSchema } from "../../sources/model";
import { recordReader } from "../frames/record-reader";
import type { CallRecord } from "../model";
import { adaptMapped } from "./adapt-mapped";
import { findAdapter, FORMATS } from "./registry";

const receivedAt = "2026-03-01T12:00:00Z";
const SAMPLES = "../shared/samples";

/** What becomes of each record of each file, one line a record; the same again is counted. */
const expectations = z
  .strictObject({
    files: z.array(
      z.strictObject({
        file: z.string(),
        format: z.enum(FORMATS),
        mapping: keyMappingSchema.optional(),
        records: z.array(z.string()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(new URL("./samples.json", import.meta.url), "utf8")));

describe.skipIf(!existsSync(SAMPLES))("published samples (skipped without ../shared)", () => {
  test("each of them has an expectation", () => {
    const files = readdirSync(SAMPLES).filter((name) => !name.endsWith(".source.txt"));
    const expected = new Set(expectations.files.map(({ file }) => file));
    expect([...expected].toSorted()).toEqual(files.toSorted());
  });

  test.each(expectations.files)("$format $file", ({ file, format, mapping, records }) => {
    const adapter = findAdapter(format);
    if (adapter === undefined) throw new Error(`no adapter for ${format}`);
    const reader = recordReader(adapter.takesText);
    const found: string[] = [];
    for (const read of [...reader.push(readFileSync(`${SAMPLES}/${file}`)), ...reader.end()]) {
      if ("broken" in read) {
        found.push(`quarantined: ${read.broken}`);
        continue;
      }
      const input = { raw: read.raw, receivedAt, fallbackId: "0a", trust: adapter.ceilings };
      const adapted = adaptMapped(adapter, input, mapping ?? null);
      if ("record" in adapted) found.push(`imported: ${inWords(adapted.record)}`);
      else if ("ignored" in adapted) found.push(`ignored: ${adapted.ignored}`);
      else found.push(`quarantined: ${adapted.unreadable}`);
    }
    expect(counted(found)).toEqual(records);
  });
});

/** Who called, as whom, what, and how it ended; what is not said is missing. */
function inWords(record: CallRecord): string {
  const { type, id, timeFrom, caller, client, server, tool, downstream, outcome, session } = record;
  const who = caller?.sub ?? caller?.name ?? `somebody of ${caller?.groups?.join(", ")}`;
  return [
    type,
    caller && `by ${who} (${caller.evidence})`,
    caller?.token?.act?.sub && `through ${caller.token.act.sub}`,
    (client?.id ?? client?.name) && `from ${client?.id ?? client?.name}`,
    tool?.name && `tool ${tool.name}`,
    server?.name && `on ${server.name}`,
    downstream && `as ${downstream.sub ?? downstream.kind} (${downstream.evidence})`,
    record.authorization?.decision,
    outcome?.status && `ended ${outcome.status}`,
    outcome?.durationMs !== undefined && `in ${outcome.durationMs} ms`,
    session?.id && "session",
    tool?.arguments !== undefined && "arguments",
    record.result !== undefined && "result",
    id === "0a" && "id of its place",
    timeFrom && "time of receipt",
  ]
    .filter(Boolean)
    .join(" · ");
}

function counted(lines: readonly string[]): string[] {
  const runs: { line: string; times: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.line === line) last.times += 1;
    else runs.push({ line, times: 1 });
  }
  return runs.map(({ line, times }) => (times === 1 ? line : `${times} × ${line}`));
}
