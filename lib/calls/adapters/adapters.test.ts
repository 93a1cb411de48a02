import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CALLER_EVIDENCE, callRecordSchema, DOWNSTREAM_EVIDENCE } from "../model";
import { ADAPTERS, findAdapter, FORMATS } from "./registry";

const receivedAt = "2026-03-01T12:00:00Z";

const casesSchema = z.strictObject({
  $schema: z.string(),
  format: z.enum(FORMATS),
  cases: z.array(
    z.strictObject({
      name: z.string(),
      raw: z.unknown(),
      fallbackId: z.string().optional(),
      trust: z
        .strictObject({
          caller: z.enum(CALLER_EVIDENCE).optional(),
          downstream: z.enum(DOWNSTREAM_EVIDENCE).optional(),
        })
        .optional(),
      expect: z.unknown(),
    }),
  ),
});

const folder = new URL("./cases/", import.meta.url);
const files = readdirSync(folder).filter((name) => name !== "schema.json");

test("each format has its cases", () => {
  expect(files.toSorted()).toEqual(FORMATS.map((format) => `${format}.json`).toSorted());
  expect(findAdapter("__proto__")).toBeUndefined();
});

describe.each(files)("%s", (file) => {
  const { format, cases } = casesSchema.parse(
    JSON.parse(readFileSync(new URL(file, folder), "utf8")),
  );
  test.each(cases)("$name", ({ raw, fallbackId, trust: givenTrust, expect: expected }) => {
    const before = structuredClone(raw);
    const adapter = findAdapter(format);
    if (adapter === undefined) throw new Error(`no adapter for ${format}`);
    const trust = { ...adapter.ceilings, ...givenTrust };
    const adapted = adapter.adapt({ raw, receivedAt, fallbackId, trust });
    expect(JSON.parse(JSON.stringify(adapted))).toEqual(expected);
    expect(raw).toEqual(before);
  });
});

describe.each([...ADAPTERS.values()])("$format", (adapter) => {
  const accepts = (raw: unknown, fallbackId: string | undefined) => {
    const adapted = adapter.adapt({ raw, receivedAt, fallbackId, trust: adapter.ceilings });
    const [kind, ...others] = Object.keys(adapted);
    expect(others).toEqual([]);
    expect(JSON.stringify(adapted)).toBeTypeOf("string");
    if ("record" in adapted) callRecordSchema.parse(adapted.record);
    else expect(["ignored", "unreadable"]).toContain(kind);
    return "record" in adapted;
  };
  const fallback = fc.option(fc.constantFrom("0a", "x".repeat(129)), { nil: undefined });

  test("answers any JSON without throwing, with a record only when it is valid", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fallback, (raw, id) => {
        expect(accepts(raw, id)).toBeTypeOf("boolean");
      }),
    );
  });

  test("answers any text without throwing", () => {
    const line = fc
      .array(
        fc.oneof(
          fc.string(),
          fc.constantFrom("jwt.sub=", "mcp.method=tools/call", '"', "\\", "\t"),
        ),
      )
      .map((pieces) => `2026-02-11T08:00:00Z\tinfo\trequest ${pieces.join(" ")}`);
    fc.assert(
      fc.property(fc.oneof(fc.string(), line), fallback, (raw, id) => {
        expect(accepts(raw, id)).toBeTypeOf("boolean");
      }),
    );
  });

  test("survives any value in any place of a good record", () => {
    const { cases } = casesSchema.parse(
      JSON.parse(readFileSync(new URL(`${adapter.format}.json`, folder), "utf8")),
    );
    const good = cases.map((one) => one.raw).filter((raw) => typeof raw === "object");
    let records = 0;
    fc.assert(
      fc.property(fc.constantFrom(...good), fc.nat(), fc.jsonValue(), (raw, place, value) => {
        records += accepts(replaceAt(raw, place, value), "0a") ? 1 : 0;
      }),
      { numRuns: 500 },
    );
    expect(records).toBeGreaterThan(0);
    for (const raw of good) {
      for (let place = 0; place < placesOf(raw); place++) {
        accepts(replaceAt(raw, place, INCONVERTIBLE), "0a");
        accepts(replaceAt(raw, place, DEEP_TEXT), "0a");
      }
    }
  });
});

/** An object of which no operator can make a number or a text. */
const INCONVERTIBLE = { toString: 1, valueOf: 1 };
/** JSON in a text: an adapter that parses it would make what nothing can write out again. */
const DEEP_TEXT = "[".repeat(50_000) + "]".repeat(50_000);

/** A copy of the JSON with its nth value (counted in document order) replaced. */
function replaceAt(json: unknown, place: number, value: unknown): unknown {
  const wanted = place % placesOf(json);
  let at = 0;
  return JSON.parse(JSON.stringify(json), (_, one: unknown) => (at++ === wanted ? value : one));
}

function placesOf(json: unknown): number {
  let count = 0;
  JSON.parse(JSON.stringify(json), (_, one: unknown) => (count++, one));
  return count;
}
