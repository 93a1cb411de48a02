import { expect, test } from "vitest";
import { facetRows, inOrder } from "./facet-rows";

const counted = [
  { value: "edge/a", label: "a", detail: "edge", count: 5 },
  { value: null, label: "(none)", detail: null, count: 2 },
];

test("a facet lists what was counted, and what the query names besides with 0", () => {
  const rows = facetRows(counted, "tool:(edge/a OR edge/z) -tool:edge/x -tool:y*", "tool");
  expect(rows.map(({ value, count, state }) => [value, count, state])).toEqual([
    ["edge/a", 5, "wanted"],
    [null, 2, null],
    ["edge/z", 0, "wanted"],
    ["edge/x", 0, "excluded"],
  ]);
  const [person] = facetRows([], "caller:person:alice", "caller");
  expect(person?.label).toBe("alice");
});

test("while nothing may move, values keep their places and new ones come behind", () => {
  const rows = facetRows(
    [...counted, { ...counted[1], value: "n", label: "n", detail: null, count: 9 }],
    "",
    "tool",
  );
  expect(inOrder(rows, [null, "gone", "edge/a"]).map(({ value }) => value)).toEqual([
    null,
    "edge/a",
    "n",
  ]);
});
