import { expect, it } from "vitest";
import { VERDICTS } from "@/lib/identity/model";
import { percent, WORST_FIRST } from "./verdict-order";

it("orders every verdict once", () => {
  expect(WORST_FIRST.toSorted()).toEqual(VERDICTS.toSorted());
});

it.each([
  [0, 0, "0 %"],
  [0, 9, "0 %"],
  [9, 9, "100 %"],
  [1, 3, "33.3 %"],
  [1, 100_000, "< 0.1 %"],
  [99_999, 100_000, "> 99.9 %"],
])("%i of %i is %s", (part, whole, text) => {
  expect(percent(part, whole)).toBe(text);
});
