import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readPhrase } from "./read-phrase";

const page = readFileSync(new URL("../../docs/query-language.md", import.meta.url), "utf8");
const section = /## Time ranges in words\n(.*?)\n## /s.exec(page)?.[1] ?? "";
const phrases = [...section.matchAll(/^\| `.*?\|/gm)].flatMap(([cell]) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, phrase = ""]) => phrase),
);

test("the page has phrases", () => expect(phrases.length).toBeGreaterThan(25));

test.each(phrases)("%s, which the page shows, is understood", (phrase) => {
  expect(readPhrase(phrase, Date.parse("2026-11-25T10:30:00Z"), "Europe/Berlin")).toMatchObject({
    ok: true,
  });
});
