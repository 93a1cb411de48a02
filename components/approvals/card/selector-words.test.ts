import { expect, test } from "vitest";
import { selectorWords } from "./selector-words";

test.each([
  [["anyone"], "all approvers"],
  [["group:leads"], "the group leads"],
  [["group:a:b", "person:bob"], "the group a:b or bob"],
  [["group:a", "group:b", "person:c"], "the group a, the group b or c"],
])("%j reads %s", (selectors, words) => {
  expect(selectorWords(selectors)).toBe(words);
});
