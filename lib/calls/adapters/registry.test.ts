import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FORMATS } from "./registry";

test("the README has a line for every format, and for no other", () => {
  const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const section = readme.slice(readme.indexOf("## Connect a gateway"));
  const [table = ""] = /\| format[\s\S]*?\n\n/.exec(section) ?? [];
  const named = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, format]) => format);
  expect(named.toSorted()).toEqual(FORMATS.toSorted());
});
