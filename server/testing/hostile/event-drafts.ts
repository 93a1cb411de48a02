// Records of every format, changed and damaged, in every frame.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { z } from "zod";
import { findAdapter, FORMATS } from "../../../lib/calls/adapters/registry";
import type { Draft } from "./draft";
import { changed, damaged } from "./values";

const casesSchema = z.object({ cases: z.array(z.object({ raw: z.unknown() })) });
const folder = new URL("../../../lib/calls/adapters/cases/", import.meta.url);

/** The adapters' own cases: records as gateways write them, and some that are none. */
export const RECORDS = FORMATS.flatMap((format) => {
  const text = readFileSync(new URL(`${format}.json`, folder), "utf8");
  return casesSchema.parse(JSON.parse(text)).cases.map(({ raw }) => ({ format, raw }));
});

/** Those that are calls before they are changed. */
function readable(format: string): unknown[] {
  return RECORDS.filter(({ format: own, raw }) => {
    const adapter = own === format ? findAdapter(format) : undefined;
    if (adapter === undefined) return false;
    const input = { raw, receivedAt: "2026-11-20T10:00:00Z", trust: adapter.ceilings };
    return "record" in adapter.adapt(input);
  }).map(({ raw }) => raw);
}

/** The record as another event: otherwise nearly all would be conflicts and never be stored. */
function renamed(raw: unknown, id: string): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  const name = ["id", "audit_id", "trace.id"].find((one) => Object.hasOwn(raw, one));
  return name === undefined ? raw : { ...raw, [name]: id };
}

/** JSON of a record of this format, or a line of its text. */
export function recordText(format: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.uuid(), fc.constantFrom(...readable(format)))
    .chain(([id, raw]) => changed(renamed(raw, id)))
    .map((raw) => (typeof raw === "string" ? raw : JSON.stringify(raw)));
}

const FRAMES = {
  array: "application/json",
  one: "application/json",
  lines: "application/x-ndjson",
  text: "text/plain",
};
type Frame = keyof typeof FRAMES;

function framed(frame: Frame, texts: readonly string[]): string {
  if (frame === "array") return `[${texts.join(",")}]`;
  return frame === "one" ? (texts[0] ?? "") : texts.join("\n");
}

/** Names that are no format, or that stand for something where names are looked up. */
const NO_FORMATS = [
  "nope",
  "__proto__",
  "toString",
  "%00",
  "%ff%zz",
  "a%2fb",
  "NATIVE",
  "n".repeat(200),
];

export const eventDraft: fc.Arbitrary<Draft> = fc.constantFrom(...FORMATS).chain((format) => {
  const target = fc.oneof(
    { weight: 12, arbitrary: fc.constant(`/${format}`) },
    { weight: 2, arbitrary: fc.constantFrom(...FORMATS).map((other) => `/${other}`) },
    { weight: 2, arbitrary: fc.constant("") },
    { weight: 1, arbitrary: fc.constantFrom(...NO_FORMATS).map((other) => `/${other}`) },
  );
  const frames: readonly Frame[] = ["array", "one", "lines", "text"];
  return fc
    .record({
      texts: fc.array(recordText(format), { minLength: 1, maxLength: 6 }),
      target,
      frame: fc.constantFrom(...frames),
    })
    .chain(({ texts, target: path, frame }) =>
      damaged(Buffer.from(framed(frame, texts))).map((body) => ({
        kind: "events",
        path: `/api/v1/events${path}`,
        contentType: FRAMES[frame],
        body,
      })),
    );
});
