import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../ledger/canonical-json";
import {
  beginningOf,
  compareLeaves,
  isLong,
  type Leaf,
  leavesOf,
  shareLeaves,
} from "./argument-leaves";

describe("the values of arguments", () => {
  test("come in order, each with its place, and a number is not its text", () => {
    const json = `{"a":{"b/c":[1,"1",{}]},"":null,"__proto__":"x","z":[]}`;
    expect(leavesOf(json).map(({ path, text, isString }) => [path, text, isString])).toEqual([
      ["/a/b~1c/0", "1", false],
      ["/a/b~1c/1", "1", true],
      ["/a/b~1c/2", "{}", false],
      ["/", "null", false],
      ["/__proto__", "x", true],
      ["/z", "[]", false],
    ]);
  });

  test("are all there, whatever the arguments are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const leaves = leavesOf(canonicalJson(value));
        expect(new Set(leaves.map(({ path }) => path)).size).toBe(leaves.length);
        for (const { steps, text, isString } of leaves) {
          const found = steps.reduce<unknown>((at, step) => Reflect.get(Object(at), step), value);
          expect(isString ? text : JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(found)));
        }
      }),
    );
  });

  test("are read at any depth", () => {
    const deep = `${"[".repeat(3_000)}1${"]".repeat(3_000)}`;
    expect(leavesOf(deep)).toMatchObject([{ text: "1" }]);
  });
});

describe("two calls compared", () => {
  const diff = (now: string, before: string) => compareLeaves(leavesOf(now), leavesOf(before));

  test("what changed, what is new and what is gone are told apart", () => {
    const { changed, added, removed } = diff(`{"a":1,"b":"x","c":true}`, `{"a":"1","b":"x","d":0}`);
    expect([...changed].map(([path, { text }]) => [path, text])).toEqual([["/a", "1"]]);
    expect([...added]).toEqual(["/c"]);
    expect(removed.map(({ path }) => path)).toEqual(["/d"]);
  });

  test("a call differs in nothing from itself, and in something from any other", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [a, b] = [canonicalJson(one), canonicalJson(other)];
        const { changed, added, removed } = diff(a, b);
        expect(changed.size + added.size + removed.length === 0).toBe(a === b);
      }),
    );
  });
});

test.each([
  ["short", false],
  ["x".repeat(280), false],
  ["x".repeat(281), true],
  ["1\n2\n3\n4\n5\n6", false],
  ["\n\n\n\n\n\n", true],
])("a value is folded where it would fill the screen", (text, long) => {
  expect(isLong(text)).toBe(long);
});

test("the beginning of a long value cuts no character in half", () => {
  const shown = beginningOf("😀".repeat(300));
  expect(shown).toMatch(/^😀+$/u);
  expect(shown.length).toBeLessThan(150);
  expect(beginningOf("\n".repeat(300))).toBe("");
});

describe("what several have in common", () => {
  const of = (...values: unknown[]) =>
    shareLeaves(values.map((one) => leavesOf(JSON.stringify(one))));

  test("is what each has at the same place; a number is not its text", () => {
    const { common, own } = of({ a: 1, b: "x", c: 1 }, { b: "x", a: 1, c: "1" }, { a: 1, b: "x" });
    expect(common.map(({ path }) => path)).toEqual(["/a", "/b"]);
    expect(own.map((leaves) => leaves.map(({ path }) => path))).toEqual([["/c"], ["/c"], []]);
  });

  test("is nothing where one has no arguments", () => {
    const leaves = leavesOf('{"a":1}');
    expect(shareLeaves([leaves, []])).toEqual({ common: [], own: [leaves, []] });
    expect(shareLeaves([leaves])).toEqual({ common: [], own: [leaves] });
  });

  test("is no member with a number for a name, and nothing that is masked", () => {
    const list = leavesOf('{"to":["a"]}');
    const named = leavesOf('{"to":{"0":"a"}}');
    expect(shareLeaves([list, named])).toEqual({ common: [], own: [list, named] });
    expect([...compareLeaves(list, named).changed.keys()]).toEqual(["/to/0"]);
    const secret = leavesOf('{"password":"[redacted:key-name:12345678]"}');
    expect(shareLeaves([secret, secret], new Set(["/password"])).common).toEqual([]);
  });

  test("and what is not leave no value out, and none is another one there", () => {
    // Few names and values, so that they meet.
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<unknown>("a", 1, "1", null),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(fc.constantFrom("0", "1", "a"), tie("value"), { maxKeys: 2 }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 4 }), (values) => {
        const lists = values.map((one) => leavesOf(JSON.stringify(one)));
        const { common, own } = shareLeaves(lists);
        const words = (all: readonly Leaf[]) => all.map((leaf) => JSON.stringify(leaf)).toSorted();
        for (const [n, leaves] of lists.entries()) {
          expect(words([...common, ...(own[n] ?? [])])).toEqual(words(leaves));
        }
      }),
    );
  });
});
