import { expect, test } from "vitest";
import { ruleIds, ruleNames } from "./rule-names";

test("rules are called as the last text that has them says, whatever else is in it", () => {
  const before = `{ "rules": [ { "id": "a", "name": "Old" }, { "id": "gone", "name": "Gone" } ] }`;
  const after = `{ // comment
    "rules": [ { "id": "a", "name": "New", "effect": 7 }, { "id": "b" }, 3, { "id": "__proto__", "name": "p" } ] }`;
  expect([...ruleNames(before, after)]).toEqual([
    ["a", "New"],
    ["gone", "Gone"],
    ["__proto__", "p"],
  ]);
  expect([...ruleIds(after)]).toEqual(["a", "b", "__proto__"]);
});

test("a text that is no policy names nothing", () => {
  for (const text of ["", "{", "[]", `{ "rules": 1 }`]) {
    expect(ruleNames(text).size).toBe(0);
    expect(ruleIds(text).size).toBe(0);
  }
});
