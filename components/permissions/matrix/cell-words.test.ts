import { describe, expect, it } from "vitest";
import type { Cell } from "@/lib/policy/cells/cell";
import { cellSentence, rangeSentence, serverSentence } from "./cell-words";
import { togetherCell } from "./rows";

const cell = (state: Cell["state"], more: Partial<Cell> = {}): Cell => ({
  state,
  effects: [],
  ruleIds: [],
  own: false,
  ...more,
});
const allow = cell("allow", { effects: ["allow"], ruleIds: ["a"] });
const unset = cell("unset");
const perhaps = cell("conditional", { effects: ["allow"], ruleIds: ["b"] });

it("says of a person whose accounts are answered differently that it depends on the account", () => {
  const differs = cell("mixed", { effects: ["deny", "allow"], ruleIds: ["a"], byAccount: true });
  expect(cellSentence(differs, new Map([["a", "Engineers read"]]))).toBe(
    "Deny or allow: it depends on which of their accounts calls, by “Engineers read”.",
  );
});

describe("several cells of the matrix", () => {
  it.each([
    [[allow, unset, unset], "3 cells: 1 allow, 2 not set."],
    [[perhaps, perhaps], "2 cells: 2 allow under conditions."],
  ])("are counted by what they say", (cells, sentence) => {
    expect(rangeSentence(cells)).toBe(sentence);
  });

  it.each([
    [[unset, unset], "All of its tools: not set."],
    [[perhaps, allow], "Its tools differ: 1 allow under conditions, 1 allow."],
  ])("of one server are said in a sentence", (cells, sentence) => {
    expect(serverSentence(cells)).toBe(sentence);
  });

  it("name every rule that decides one of them", () => {
    expect(togetherCell([allow, unset, perhaps])).toMatchObject({
      state: "mixed",
      ruleIds: ["a", "b"],
    });
    expect(togetherCell([allow, allow])).toEqual(allow);
  });
});
