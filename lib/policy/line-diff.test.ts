import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffLines } from "./line-diff";

const lines = (n: number) => Array.from({ length: n }, (_, at) => `line ${at + 1}`);

describe("a diff by lines", () => {
  test("shows what changed with its numbers, a few lines around, and how many are left out", () => {
    const before = lines(20);
    const after = before.with(9, "another").toSpliced(15, 1);
    expect(diffLines(before.join("\n"), after.join("\n"))).toMatchObject({
      added: 1,
      removed: 2,
      hunks: [
        {
          skipped: 6,
          lines: [
            { before: 7, after: 7 },
            {},
            {},
            { kind: "removed", text: "line 10", before: 10, after: null },
            { kind: "added", text: "another", before: null, after: 10 },
            {},
            {},
            {},
            {},
            {},
            { kind: "removed", text: "line 16", before: 16, after: null },
            {},
            {},
            { before: 19, after: 18 },
          ],
        },
      ],
    });
  });

  test("of equal texts has nothing, also where only the line ends differ", () => {
    expect(diffLines("a\nb\n", "a\r\nb\r\n")).toEqual({ hunks: [], added: 0, removed: 0 });
  });

  test("gives up where too much changed, instead of making the browser wait", () => {
    const other = lines(4_000).map((line) => `${line}!`);
    expect(diffLines(lines(4_000).join("\n"), other.join("\n"))).toBe(null);
  });

  test("numbers every shown line as it is in its text", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before.join("\n"), after.join("\n"));
        for (const { lines: shown } of diff?.hunks ?? [])
          for (const line of shown) {
            if (line.before !== null) expect(before[line.before - 1]).toBe(line.text);
            if (line.after !== null) expect(after[line.after - 1]).toBe(line.text);
          }
      }),
    );
  });
});
