import { expect, test } from "vitest";
import type { PolicyChange } from "@/lib/policy/change-view";
import { markGroups, placeOf } from "./mark-groups";

const told = { by: "member:ada@acme.example", reason: "why" };
const at = (ms: number) => new Date(ms).toISOString();
const version = (number: number, ms: number): PolicyChange => ({
  kind: "version",
  number,
  at: at(ms),
  ...told,
});
const block = (ms: number): PolicyChange => ({
  kind: "block_set",
  id: "b1",
  what: "anyone",
  at: at(ms),
  ...told,
});

test("changes that stand near each other share one mark, at the newest, with every one of them in it", () => {
  const newestFirst = [version(4, 9_000), block(1_500), version(3, 1_200), version(2, 1_000)];
  expect(placeOf(version(1, 2_500), 0, 10_000)).toBe(0.25);
  const groups = markGroups(newestFirst, 0, 10_000);
  expect(groups.map(({ place }) => place)).toEqual([0.15, 0.9]);
  expect(groups.map(({ versions }) => versions.map(({ number }) => number))).toEqual([[2, 3], [4]]);
  expect(groups.map(({ blocks }) => blocks.length)).toEqual([1, 0]);
});

test("a row of near changes is cut into several marks, and does not become one over the whole width", () => {
  const many = Array.from({ length: 100 }, (_, n) => version(100 - n, (99 - n) * 100));
  const groups = markGroups(many, 0, 10_000);
  expect(groups.length).toBeGreaterThan(10);
  expect(groups.flatMap(({ versions }) => versions)).toHaveLength(100);
});
