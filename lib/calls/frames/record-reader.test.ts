import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fallbackId } from "./fallback-id";
import { EVENT_LIMIT, INFLATED_LIMIT } from "./limits";
import { START } from "./place";
import { type FileRecord, recordReader } from "./record-reader";

function read(file: string | Uint8Array, takesText = false, chunk = 7, from = START): FileRecord[] {
  const bytes = Buffer.from(file);
  const reader = recordReader(takesText, from);
  const records: FileRecord[] = [];
  for (let at = from.offset; at < bytes.length; at += chunk) {
    records.push(...reader.push(bytes.subarray(at, at + chunk)));
  }
  return [...records, ...reader.end()];
}

/** What was read, short: the value, or "!" and the reason. */
function gist(records: FileRecord[]): unknown[] {
  return records.map((record) => ("raw" in record ? record.raw : `!${record.broken}`));
}

describe("recordReader", () => {
  test.each([
    ["NDJSON", '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    [
      "no newline at the end, CRLF, a byte order mark, blank lines",
      '\uFEFF{"a":1}\r\n\r\n{"a":2}',
      [{ a: 1 }, { a: 2 }],
    ],
    ["an object over several lines", '{\n  "a": {\n    "b": 1\n  }\n}\n', [{ a: { b: 1 } }]],
    [
      "objects over several lines, one after another",
      '{\n  "a": 1\n}\n{\n  "a": 2\n}\n',
      [{ a: 1 }, { a: 2 }],
    ],
    ["an array on one line", '[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ["an array over several lines", '[\n{"a":1},\n{"a":2}\n]\n', [{ a: 1 }, { a: 2 }]],
    [
      "an indented array",
      '[\n  {\n    "a": 1\n  },\n  {\n    "a": 2\n  }\n]',
      [{ a: 1 }, { a: 2 }],
    ],
    [
      "a truncated line before a good one",
      '{"a":[1,\n{"a":2}\n',
      ["!JSON that does not end", { a: 2 }],
    ],
    [
      "a truncated object before a good line",
      '{\n  "a": 1,\n{"a":2}',
      ["!JSON that does not end", { a: 2 }],
    ],
    ["a broken line before a good one", '{"a":1}}\n{"a":2}', ["!not JSON", { a: 2 }]],
    ["a string that does not end", '{"a":"b\n{"a":2}', ["!not JSON", { a: 2 }]],
    ["text where none is expected", 'hello\n{"a":2}', ["!not JSON", { a: 2 }]],
    ["JSON that never ends", '{"a":[\n', ["!JSON that does not end"]],
    ["a broken element", '[{"a":1},\n{"a" 2},\n{"a":3}]', [{ a: 1 }, "!not JSON", { a: 3 }]],
    ["a repeated name", '{"a":1,"a":2}\n{"a":2}', ["!a name stands twice in an object", { a: 2 }]],
    ["nothing", "\n\n", []],
  ])("reads %s", (_, file, expected) => {
    expect(gist(read(file))).toEqual(expected);
    expect(gist(read(file, false, 1_000))).toEqual(expected);
  });

  test.each([
    ["lines", "one two\n  three\n", ["one two", "  three"]],
    ["lines and JSON", 'one\n{"a":1}\ntwo', ["one", { a: 1 }, "two"]],
    ["a bracket at the start", "[info] one\n[x\n", ["[info] one", "!JSON that does not end"]],
    ["text behind JSON that does not end", '{"a":1,\none', ["!JSON that does not end", "one"]],
    ["metrics", 'calls{name="a"} 1\n', ['calls{name="a"} 1']],
  ])("with text allowed reads %s", (_, file, expected) => {
    expect(gist(read(file, true))).toEqual(expected);
  });

  test("says where each record stands, in bytes and lines", () => {
    const file = '\uFEFF{"é":1}\r\n\r\n[\r\n  {"b":2},\n{"c":3}]\nx';
    const records = read(file);
    expect(records.map(({ offset, line, text }) => [offset, line, text])).toEqual([
      [3, 1, '{"é":1}'],
      [20, 4, '{"b":2}'],
      [29, 5, '{"c":3}'],
      [38, 6, "x"],
    ]);
    const bytes = Buffer.from(file);
    for (const { offset, text } of records) {
      const length = Buffer.byteLength(text);
      expect(bytes.subarray(offset, offset + length).toString()).toBe(text);
    }
  });

  test("bytes that are not UTF-8 break only their line", () => {
    const file = Buffer.concat([
      Buffer.from('{"a":1}\n'),
      Buffer.from([0xc3]),
      Buffer.from('\n{"a":2}'),
    ]);
    expect(gist(read(file))).toEqual([{ a: 1 }, "!not UTF-8", { a: 2 }]);
  });

  test("JSON over several lines is given up at 256 KB", () => {
    const file = `{"a":[\n${'  "x",\n'.repeat(EVENT_LIMIT / 7)}  "y"]}\n{"a":2}\n`;
    const records = gist(read(file, false, 65_536));
    expect(records[0]).toBe("!JSON over several lines, larger than its limit");
    expect(records.at(-1)).toEqual({ a: 2 });
  });

  test("an endless line is cut, and the next one is read", () => {
    const file = Buffer.concat([Buffer.alloc(INFLATED_LIMIT + 9, "x"), Buffer.from('\n{"a":2}')]);
    const records = read(file, false, 1 << 20);
    expect(gist(records)).toEqual(["!a line longer than 16 MiB: its first 1,024 bytes", { a: 2 }]);
    expect(records[1]?.offset).toBe(INFLATED_LIMIT + 10);
  });

  test("values come back however they are laid out", () => {
    const layout = fc.constantFrom("lines", "pretty", "array", "pretty array");
    const leaf = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.constant(null));
    const inner = fc.oneof(leaf, fc.array(leaf), fc.dictionary(fc.string(), leaf));
    const records = fc.array(fc.dictionary(fc.string(), inner));
    fc.assert(
      fc.property(records, layout, (clean, as) => {
        const lines = clean.map((value) => JSON.stringify(value, null, as === "pretty" ? 2 : 0));
        const array = JSON.stringify(clean, null, as === "array" ? 0 : 2);
        const file = as.endsWith("array") ? array : lines.join("\n");
        const raws = gist(read(file));
        expect(JSON.stringify(raws)).toBe(JSON.stringify(clean));
      }),
    );
  });

  test("any text is read without an exception", () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom("{", "[", "}", "]", '"', "\n", ",", '{"a":1}\n'),
    );
    fc.assert(
      fc.property(fc.array(piece), fc.boolean(), (pieces, takesText) => {
        const file = pieces.join("");
        const seen = read(file, takesText)
          .map((record) => record.text)
          .join("");
        expect(seen.replaceAll(/[\s,[\]]/g, "")).toBe(withoutBlanks(file));
      }),
    );
  });

  test("says of each record where to read on: what follows comes, of an array all of it", () => {
    const file = '\uFEFF{"a":1}\r\n\r\n[\r\n  {"b":2},\n{"c":3}]\nx\n{"d":\n{"e":5}';
    const records = read(file);
    expect(records.map(({ next }) => [next.offset, next.line])).toEqual([
      [12, 2],
      [14, 3],
      [37, 6],
      [39, 7],
      [45, 8],
      [52, 9],
    ]);
    expect(gist(read(file, false, 7, records[1]!.next))).toEqual(gist(records.slice(1)));
  });

  test("can be stopped after any record: nothing that follows is left out or read otherwise", () => {
    const parts = [
      '{"a":1}\n',
      '[{"b":1},',
      '{"c":2}]\n',
      "{\n",
      '  "d": 1\n',
      "}\n",
      "é\n",
      "\n",
      "]",
    ];
    const piece = fc.constantFrom(...parts);
    fc.assert(
      fc.property(fc.array(piece), fc.boolean(), fc.nat(), (pieces, takesText, n) => {
        const file = pieces.join("");
        const records = read(file, takesText);
        if (records.length === 0) return;
        const last = n % records.length;
        const again = read(file, takesText, 7, records[last]!.next);
        const follow = records.slice(last + 1);
        expect(again.slice(again.length - follow.length)).toEqual(follow);
        const repeated = again.slice(0, again.length - follow.length);
        expect(repeated).toEqual(records.slice(last + 1 - repeated.length, last + 1));
      }),
    );
  });

  test("the fallback id tells files, places, lines and generations apart", () => {
    const ids = [
      fallbackId("a", 1, "x"),
      fallbackId("b", 1, "x"),
      fallbackId("a", 2, "x"),
      fallbackId("a", 1, "y"),
      fallbackId("a1", 1, "x"),
      fallbackId("a", 1, "x", 1),
      fallbackId("a", 1, "x", 2),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toBe(fallbackId("a", 1, "x"));
    expect(ids[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

/** All text but white space and the punctuation of arrays, which no record keeps. */
function withoutBlanks(file: string): string {
  return Buffer.from(file)
    .toString()
    .replace(/^\uFEFF/, "")
    .replaceAll(/[\s,[\]]/g, "");
}
