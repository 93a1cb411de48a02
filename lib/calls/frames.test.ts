import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { splitFrame } from "./frames";
import { EVENTS_LIMIT, INFLATED_LIMIT } from "./frames/limits";

const JSON_TYPE = "application/json";
const NDJSON = "application/x-ndjson";

function items(body: string | Uint8Array, type: string) {
  const frame = splitFrame(body, type);
  if ("error" in frame) throw new Error(frame.error.message);
  return frame.items;
}

describe("splitFrame", () => {
  test.each([
    ["one object", JSON_TYPE, '{"a":1}', [{ a: 1 }]],
    ["an array", JSON_TYPE, ' [{"a":"],"}, [1], "x"]\n', [{ a: "]," }, [1], "x"]],
    ["an empty array", JSON_TYPE, "[ ]", []],
    ["a byte order mark", JSON_TYPE, '\uFEFF{"a":1}', [{ a: 1 }]],
    [
      "NDJSON with CRLF and blank lines",
      NDJSON,
      '\uFEFF{"a":1}\r\n\r\n {"a":2}',
      [{ a: 1 }, { a: 2 }],
    ],
    ["its other names", "application/ndjson", '{"a":1}\n', [{ a: 1 }]],
    ["its other names", "application/jsonl; charset=UTF-8", '{"a":1}\n', [{ a: 1 }]],
    ["NDJSON that is labelled JSON", JSON_TYPE, '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ["lines of text", "text/plain", "one\r\n\n  two \n", ["one", "  two"]],
    ["JSON in lines of text", "Text/Plain;charset=utf-8", 'one\n{"a":1}', ["one", { a: 1 }]],
  ])("reads %s", (_, type, body, raws) => {
    const expected = raws.map((raw) => ({ raw }));
    expect(items(body, type)).toEqual(expected);
    expect(items(Buffer.from(body), type)).toEqual(expected);
  });

  test.each([
    ["a broken line", NDJSON, '{"a":1}\n{"a":\n{"a":3}', '{"a":', "not JSON"],
    ["a broken element", JSON_TYPE, '[{"a":1},{a},{"a":3}]', "{a}", "not JSON"],
    [
      "a line with NUL",
      "text/plain",
      '{"a":1}\nx\0\n{"a":3}',
      "x\0",
      "a NUL character (\\u0000), which no database stores",
    ],
  ])("%s never sinks the others", (_, type, body, text, broken) => {
    expect(items(body, type)).toEqual([{ raw: { a: 1 } }, { broken, text }, { raw: { a: 3 } }]);
  });

  test("an event of 100,000 levels never sinks the others", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    const [first, second] = items(`[${deep},{"a":1}]`, JSON_TYPE);
    expect(first).toHaveProperty("broken", "nested deeper than 32 levels");
    expect(second).toEqual({ raw: { a: 1 } });
  });

  test("a line that is not UTF-8 never sinks the others", () => {
    const body = Buffer.concat([
      Buffer.from('{"a":1}\n"'),
      Buffer.from([0xff]),
      Buffer.from('"\n{"a":2}'),
    ]);
    expect(items(body, NDJSON)).toEqual([
      { raw: { a: 1 } },
      { broken: "not UTF-8", text: '"\uFFFD"' },
      { raw: { a: 2 } },
    ]);
  });

  test("a single object that I-JSON refuses is a broken event, not a broken frame", () => {
    expect(items('{"a":1,"a":2}', JSON_TYPE)).toEqual([
      { broken: "a name stands twice in an object", text: '{"a":1,"a":2}' },
    ]);
  });

  test.each([
    [400, "the body is empty", " \n ", JSON_TYPE],
    [400, "the body is empty", "\n\n", NDJSON],
    [400, "the body is not JSON", '{"a":', JSON_TYPE],
    [400, "the body is not a JSON array", '[{"a":1},', JSON_TYPE],
    [400, "the body is not a JSON array", '[{"a":1}] x', JSON_TYPE],
    [400, "the body is not a JSON array", "[1,,2]", JSON_TYPE],
    [400, "the body is not a JSON array", "[1}", JSON_TYPE],
    [400, "the body is not a JSON array", '["a', JSON_TYPE],
    [400, "the body is neither a JSON object nor an array", "17", JSON_TYPE],
    [400, "the body is not UTF-8", Buffer.from([0x7b, 0xff]), JSON_TYPE],
    [413, "the body holds more than 1000 events", "{}\n".repeat(EVENTS_LIMIT + 1), NDJSON],
    [413, "the body holds more than 1000 events", `[${"1,".repeat(EVENTS_LIMIT)}1]`, JSON_TYPE],
    [413, "the body is larger than 16 MiB", Buffer.alloc(INFLATED_LIMIT + 1, " "), JSON_TYPE],
    [413, "the body is larger than 16 MiB", "é".repeat(INFLATED_LIMIT / 2 + 1), JSON_TYPE],
    [415, /application\/x-ndjson/, "{}", "application/x-www-form-urlencoded"],
    [415, /application\/json/, "{}", undefined],
    [415, /UTF-8/, "{}", "application/json; charset=utf-16"],
  ])("answers %i, %s", (status, message, body, type) => {
    const frame = splitFrame(body, type);
    expect(frame).toEqual({ error: { status, message: expect.stringMatching(message) } });
  });

  test("exactly 1,000 events are allowed", () => {
    expect(items("{}\n".repeat(EVENTS_LIMIT), NDJSON)).toHaveLength(EVENTS_LIMIT);
    expect(items(`[${"1,".repeat(EVENTS_LIMIT - 1)}1]`, JSON_TYPE)).toHaveLength(EVENTS_LIMIT);
  });

  test("arrays and NDJSON of the same values are the same events", () => {
    const value = fc.jsonValue({ maxDepth: 4 }).map((one) => JSON.stringify({ one }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (texts) => {
        const asArray = items(`[${texts.join(" ,\n")}]`, JSON_TYPE);
        expect(asArray).toEqual(items(texts.join("\n"), NDJSON));
        expect(asArray).toHaveLength(texts.length);
      }),
    );
  });

  test("any bytes are a frame or an error, never an exception", () => {
    const type = fc.constantFrom(JSON_TYPE, NDJSON, "text/plain", "", "image/png");
    const start = fc.constantFrom("", "[", "{", "\n", '"', "\\");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), start, type, (bytes, first, one) => {
        const frame = splitFrame(Buffer.concat([Buffer.from(first), bytes]), one);
        expect("items" in frame || "error" in frame).toBe(true);
      }),
    );
    expect(splitFrame(gzipSync("{}"), NDJSON)).toHaveProperty("items");
  });
});
