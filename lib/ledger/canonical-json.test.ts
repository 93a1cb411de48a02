import { existsSync, readdirSync, readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "./canonical-json";

const VECTORS = "../shared/vectors/jcs";

describe("canonicalJson", () => {
  test.each([
    [
      "sorts by UTF-16 code units",
      { "\u{1F600}": 1, "\uFB33": 2, b: 3, a: 4 },
      '{"a":4,"b":3,"\u{1F600}":1,"\uFB33":2}',
    ],
    ["sorts at every depth", { b: [{ d: 1, c: 2 }], a: null }, '{"a":null,"b":[{"c":2,"d":1}]}'],
    ["sorts digits as text", { 10: "x", 9: "y", "": "z" }, '{"":"z","10":"x","9":"y"}'],
    [
      "writes numbers as ECMAScript does",
      [1e30, -0, 0.000001, 1e-7, 333333333.33333329],
      "[1e+30,0,0.000001,1e-7,333333333.3333333]",
    ],
    [
      "escapes only what must be",
      ['\u0000\b\t\n\f\r"\\/\u007f\u2028'],
      '["\\u0000\\b\\t\\n\\f\\r\\"\\\\/\u007f\u2028"]',
    ],
    ["leaves undefined members out", { a: undefined, b: 1 }, '{"b":1}'],
    [
      "keeps __proto__ as data",
      JSON.parse('{"__proto__":{"b":1,"a":2}}'),
      '{"__proto__":{"a":2,"b":1}}',
    ],
  ])("%s", (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  test.each([
    ["NaN", { a: NaN }],
    ["Infinity", [Infinity]],
    ["a lone surrogate", { a: "\ud800x" }],
    ["a lone surrogate in a key", { "\udc00": 1 }],
    ["nothing", undefined],
  ])("refuses %s", (_, value) => {
    expect(() => canonicalJson(value)).toThrow();
  });

  test("is the same for every order of members and reads back as the same value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        const text = canonicalJson(value);
        expect(canonicalJson(reversed)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });
});

test("spells every JSON value as the library `canonicalize` does", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      expect(canonicalJson(value)).toBe(canonicalize(value));
    }),
    { numRuns: 2_000 },
  );
});

describe.skipIf(!existsSync(VECTORS))("RFC 8785 vectors (skipped without ../shared)", () => {
  const names = existsSync(VECTORS)
    ? readdirSync(VECTORS).filter((name) => name.startsWith("input__"))
    : [];
  test.each(names)("%s", (name) => {
    const input: unknown = JSON.parse(readFileSync(`${VECTORS}/${name}`, "utf8"));
    const output = readFileSync(`${VECTORS}/${name.replace("input__", "output__")}`, "utf8");
    expect(canonicalJson(input)).toBe(output.trim());
  });
});
