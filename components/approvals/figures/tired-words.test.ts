import { expect, test } from "vitest";
import { tiredWords } from "./tired-words";

test.each([
  [{ aDay: 31, medianSeconds: 40 }, "Decides over 30 a day"],
  [{ aDay: 2, medianSeconds: 2.9 }, "Takes less than 3 seconds for half of them"],
  [
    { aDay: 80, medianSeconds: 1 },
    "Decides over 30 a day and takes less than 3 seconds for half of them",
  ],
])("%j", (figures, words) => {
  expect(tiredWords(figures)).toBe(words);
});
