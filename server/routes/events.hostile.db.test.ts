import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findAdapter, FORMATS } from "../../lib/calls/adapters/registry";
import { INGEST_STATUSES } from "../../lib/calls/ingest-status";
import { type TestApi, testApi } from "../../lib/testing/api";

let api: TestApi;
let key: string;
beforeAll(async () => {
  api = await testApi();
  key = (await api.key(["events:write", "events:backfill"])).text;
});
afterAll(() => api.close());

const casesSchema = z.object({ cases: z.array(z.object({ raw: z.unknown() })) });
const folder = new URL("../../lib/calls/adapters/cases/", import.meta.url);
const records = FORMATS.flatMap((format) => {
  const text = readFileSync(new URL(`${format}.json`, folder), "utf8");
  return casesSchema.parse(JSON.parse(text)).cases.map(({ raw }) => ({ format, raw }));
});

/** Those that are calls before they are changed. */
const readable = (format: string) =>
  records.filter(({ format: own, raw }) => {
    const adapter = own === format ? findAdapter(format) : undefined;
    if (adapter === undefined) return false;
    const input = { raw, receivedAt: "2026-11-20T10:00:00Z", trust: adapter.ceilings };
    return "record" in adapter.adapt(input);
  });

/** What databases, logs, browsers and parsers stumble over. */
const HOSTILE: readonly unknown[] = [
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\\u0000",
  String.raw`\u{0}\u{d800}\x00`,
  "<script>alert(1)</script>",
  "\u202e\u2066\u200b\u{e0041}",
  "\u001b[31mred\u0007",
  "=HYPERLINK(1)",
  "'; DROP TABLE call; --",
  "${7*7}{{7*7}}%s%n",
  "x".repeat(300_000),
  Array.from({ length: 5_000 }, (_, n) =>
    String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000)),
  ).join(""),
  "",
  null,
  true,
  -0,
  -1,
  1e308,
  5e-324,
  2 ** 53,
  0.1,
  [],
  {},
  [[[[[[[[[[]]]]]]]]]],
  JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":{"b":2}},"toString":"x"}'),
  { toJSON: "x", length: -1 },
  "2026-02-30T00:00:00Z",
  "0000-01-01T00:00:00Z",
  "2016-12-31T23:59:60Z",
  "+275760-09-13T00:00:00Z",
  "-----BEGIN PRIVATE KEY-----",
];

/** Text that stands in the body as it is, between what is well-formed. */
const RAW = String.raw`" \ { } [ ] , : \u{0} 1e999 -1e-999 NaN 0x10 "__proto__": "id":"x", null`
  .split(" ")
  .concat("\n", "\r\n", "\t", "\0", "\u2028", "\ufeff", String.raw`\u0000`, String.raw`\ud800`)
  .concat("[".repeat(200), "{".repeat(200), '{"a":'.repeat(50));

/** Replaces one member, at any depth, by something hostile; or adds one. */
function planted(value: unknown, path: readonly number[], evil: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return evil;
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...value]
    : { ...value };
  const names = Object.keys(copy);
  const name = names[step % Math.max(1, names.length + 1)] ?? "planted";
  Reflect.set(copy, name, planted(Reflect.get(copy, name), rest, evil));
  return copy;
}

/** The record as another event: otherwise nearly all would be conflicts and never be stored. */
function renamed(raw: unknown, id: string): unknown {
  if (typeof raw !== "object" || raw === null) return raw;
  const name = ["id", "audit_id", "trace.id"].find((one) => Object.hasOwn(raw, one));
  return name === undefined ? raw : { ...raw, [name]: id };
}

const changed = (format: string) =>
  fc
    .record({
      id: fc.uuid(),
      from: fc.constantFrom(...readable(format)),
      path: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
      evil: fc.oneof(fc.constantFrom(...HOSTILE), fc.jsonValue(), fc.string({ unit: "binary" })),
      times: fc.nat(2),
    })
    .map(({ id, from, path, evil, times }) => {
      let raw = renamed(from.raw, id);
      for (let n = 0; n < times; n++) raw = planted(raw, path.slice(n), evil);
      return typeof raw === "string" ? raw : JSON.stringify(raw);
    });

type Cut = { at: number; length: number; insert: string };
const cuts: fc.Arbitrary<Cut[]> = fc.array(
  fc.record({
    at: fc.nat(2_000),
    length: fc.nat(8),
    insert: fc.oneof(fc.constantFrom(...RAW), fc.string({ unit: "binary", maxLength: 5 })),
  }),
  { maxLength: 3 },
);

const body = fc.constantFrom(...FORMATS).chain((format) =>
  fc.record({
    events: fc.array(changed(format), { minLength: 1, maxLength: 6 }),
    target: fc.oneof(
      { weight: 9, arbitrary: fc.constant(format) },
      { weight: 1, arbitrary: fc.constantFrom(...FORMATS) },
    ),
    frame: fc.constantFrom("array", "lines", "one", "text"),
    cuts: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: cuts }),
  }),
);

function textOf(frame: string, texts: readonly string[]): string {
  if (frame === "array") return `[${texts.join(",")}]`;
  return frame === "one" ? (texts[0] ?? "") : texts.join("\n");
}

const TYPES: Record<string, string> = {
  array: "application/json",
  one: "application/json",
  lines: "application/x-ndjson",
  text: "text/plain",
};

describe("ingest", () => {
  it("answers any body with an account of each event or a problem, never with a 5xx", async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(body, async ({ events, target, frame, cuts: all }) => {
        let text = textOf(frame, events);
        for (const { at, length, insert } of all) {
          const from = at % (text.length + 1);
          text = text.slice(0, from) + insert + text.slice(from + length);
        }
        const response = await api.request("POST", `/api/v1/events/${target}`, {
          key,
          body: Buffer.from(text),
          headers: { "content-type": TYPES[frame] ?? "" },
          origin: null,
        });
        const answer = await response.json();
        expect(api.bugs).toEqual([]);
        expect([200, 400, 413, 415]).toContain(response.status);
        seen.add(String(response.status));
        if (response.status !== 200) {
          expect(response.headers.get("content-type")).toBe("application/problem+json");
          expect(answer).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
          return;
        }
        const total = INGEST_STATUSES.reduce((sum, status) => sum + answer[status], 0);
        expect(total).toBe(answer.results.length);
        for (const [n, { index, status, reason }] of answer.results.entries()) {
          expect(index).toBe(n);
          if (status !== "stored" && status !== "duplicate") expect(reason).toMatch(/\S/);
          seen.add(status);
        }
      }),
      { numRuns: 300 },
    );
    for (const status of ["200", "400", "stored", "quarantined", "ignored"]) {
      expect([...seen]).toContain(status);
    }
  }, 60_000);

  it("stores each of its own cases as it is, so that the mutations start from what is real", async () => {
    for (const format of FORMATS) {
      const own = records.filter((one) => one.format === format && typeof one.raw !== "string");
      const response = await api.request("POST", `/api/v1/events/${format}`, {
        key,
        json: own.map(({ raw }) => raw),
        origin: null,
      });
      expect(response.status).toBe(200);
      expect((await response.json()).results).toHaveLength(own.length);
    }
    expect(api.bugs).toEqual([]);
  });

  it("leaves every stored call readable: list and detail answer for all of them", async () => {
    const viewer = await api.member("viewer", "auditor");
    let seen = 0;
    for (let cursor = ""; ;) {
      const page = await api.request("GET", `/api/v1/calls?limit=200&cursor=${cursor}`, viewer);
      expect(page.status).toBe(200);
      const { items, next } = await page.json();
      for (const { id } of items) {
        const one = await api.request("GET", `/api/v1/calls/${id}`, viewer);
        expect([id, one.status]).toEqual([id, 200]);
        const payload = await api.request("POST", `/api/v1/calls/${id}/payload`, {
          ...viewer,
          json: {},
        });
        expect([id, payload.status]).toEqual([id, 200]);
        seen += 1;
      }
      if (next === null) break;
      cursor = next;
    }
    expect(seen).toBeGreaterThan(100);
    expect(api.bugs).toEqual([]);
  }, 60_000);
});
