import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const map = readFileSync("docs/security.md", "utf8");
const named = [...map.matchAll(/`([\w.@/[\]()-]+\.[a-z]+)`/gi)].map(([, path]) => path ?? "");

test("every file that the security map names is there", () => {
  expect(named.length).toBeGreaterThan(100);
  expect([...new Set(named)].filter((path) => !existsSync(path))).toEqual([]);
});

test("the security map has all chapters of the standard", () => {
  const chapters = [...map.matchAll(/^## V(\d+) /gm)].map(([, n]) => Number(n));
  expect(chapters).toEqual(Array.from({ length: 17 }, (_, n) => n + 1));
});
