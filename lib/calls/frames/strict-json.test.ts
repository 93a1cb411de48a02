import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEPTH_LIMIT, EVENT_LIMIT } from "./limits";
import { parseStrictJson } from "./strict-json";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("parseStrictJson", () => {
  test.each([
    ["an object", '{"a":[1,"b",null,true]}', { a: [1, "b", null, true] }],
    ["an integer beyond 2^53 as its digits", "[9007199254740993]", ["9007199254740993"]],
    ["a negative one", '{"a":-90071992547409931}', { a: "-90071992547409931" }],
    ["2^53 - 1 as a number", "[9007199254740991]", [9007199254740991]],
    ["a number that no double holds as its text", '{"a":1e999}', { a: "1e999" }],
    ["a large number with an exponent as a number", "[1e30]", [1e30]],
    [
      "digits in a string as they are",
      '["9007199254740993",9007199254740993]',
      ["9007199254740993", "9007199254740993"],
    ],
    ["the same name in two objects", '{"a":{"a":1},"b":[{"a":2}]}', { a: { a: 1 }, b: [{ a: 2 }] }],
    ["text that looks like a name", '{"a":"b\\": 1","c":[":x"]}', { a: 'b": 1', c: [":x"] }],
    ["as deep as allowed", nested(DEPTH_LIMIT), JSON.parse(nested(DEPTH_LIMIT))],
    ["a whole surrogate pair", '"\\ud83d\\ude00"', "\u{1F600}"],
  ])("takes %s", (_, text, value) => {
    expect(parseStrictJson(text)).toEqual({ value });
  });

  test.each([
    ["a name twice", '{"a":1,"a":1}', "a name stands twice in an object"],
    ["a name twice, once escaped", '{"a":1,"\\u0061":2}', "a name stands twice in an object"],
    [
      "a name twice, deep",
      '[{"x":{"y":[{"k" : 1, "k"\n: 2}]}}]',
      "a name stands twice in an object",
    ],
    ["__proto__ twice", '{"__proto__":1,"__proto__":2}', "a name stands twice in an object"],
    ["one level too many", nested(DEPTH_LIMIT + 1), "nested deeper than 32 levels"],
    ["100,000 levels", nested(100_000), "nested deeper than 32 levels"],
    ["a NUL", '{"a":["\\u0000"]}', "a NUL character (\\u0000), which no database stores"],
    ["a NUL in a name", '{"a\\u0000":1}', "a NUL character (\\u0000), which no database stores"],
    ["a lone surrogate", '{"a":"\\ud800"}', "a lone surrogate: not well-formed UTF-16"],
    ["a lone surrogate in a name", '{"\\udfff":1}', "a lone surrogate: not well-formed UTF-16"],
    ["more than 256 KB", `"${"é".repeat(EVENT_LIMIT / 2)}"`, "the event is larger than 256 KB"],
  ])("refuses %s", (_, text, problem) => {
    expect(parseStrictJson(text)).toEqual({ problem, syntax: false });
  });

  test.each(["", "{", "{'a':1}", '{"a":1,}', "NaN", "[1] 2", "[".repeat(100_000)])(
    "tells %j from JSON",
    (text) => {
      expect(parseStrictJson(text.slice(0, 1000))).toEqual({ problem: "not JSON", syntax: true });
    },
  );

  test("256 KB exactly are allowed", () => {
    const text = `"${"x".repeat(EVENT_LIMIT - 2)}"`;
    expect(parseStrictJson(text)).toHaveProperty("value");
  });

  test("agrees with JSON.parse wherever I-JSON has nothing to object to", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), (text, indent) => {
        const pretty = JSON.stringify(JSON.parse(text), null, indent);
        const parsed = parseStrictJson(pretty);
        const isRefusable = /\\u0000|\\ud[89a-f]/i.test(pretty);
        const outcome = "value" in parsed ? parsed.value : isRefusable;
        expect(outcome).toEqual("value" in parsed ? withExactNumbers(JSON.parse(pretty)) : true);
      }),
    );
  });

  test("finds a repeated name wherever it is put", () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), (name, one, other) => {
        const key = JSON.stringify(name.replaceAll("\0", ""));
        const text = `{"o":[{${key}:${JSON.stringify(one)},${key}:${JSON.stringify(other)}}]}`;
        expect(parseStrictJson(text)).toHaveProperty("problem");
      }),
    );
  });
});

/** JSON.stringify writes large integers below 1e21 as digits. */
function withExactNumbers(value: unknown): unknown {
  if (
    typeof value === "number" &&
    /^-?\d{16,}$/.test(String(value)) &&
    !Number.isSafeInteger(value)
  ) {
    return String(value);
  }
  if (Array.isArray(value)) return value.map(withExactNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withExactNumbers(one)]),
  );
}
