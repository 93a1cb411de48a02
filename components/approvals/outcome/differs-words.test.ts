import { expect, test } from "vitest";
import { differsWords } from "./differs-words";

test.each([
  [["arguments"], "It ran otherwise than it was approved: it had other arguments."],
  [
    ["caller", "ran_as"],
    "It ran otherwise than it was approved: somebody else called and it ran as somebody else.",
  ],
  [["caller", "tool", "arguments"], /somebody else called, it was another tool and it had other/],
  [["something_new"], /: something_new\.$/],
])("%j in words", (differs, words) => {
  expect(differsWords(differs)).toMatch(words);
});
