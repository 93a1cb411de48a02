import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import file from "./cases/definition-diff.json";
import { diffDefinitions } from "./definition-diff";
import { findHints, MOST_HINTS } from "./find-hints";
import { likelyRenamed } from "./likeness";
import { listParameters, MOST_PARAMETERS } from "./parameters";
import { diffTexts } from "./word-diff";

const cases = z
  .array(
    z.strictObject({
      name: z.string(),
      before: z.unknown(),
      after: z.unknown(),
      /** Path to what became of it. */
      parameters: z.record(z.string(), z.string()),
      rest: z.object({ before: z.string(), after: z.string() }).optional(),
      /** What the description gained. */
      added: z.string().optional(),
      /** `kind path: found` of the new ones. */
      hints: z.array(z.string()),
    }),
  )
  .parse(file);

describe("the difference of two definitions", () => {
  it.each(cases)("$name", ({ before, after, parameters, rest, added, hints }) => {
    const diff = diffDefinitions(before, after);
    const found = diff.input.parameters.map(({ path, change }) => [path, change]);
    expect(Object.fromEntries(found)).toEqual(parameters);
    if (rest) expect(diff.input.rest).toEqual(rest);
    if (added !== undefined) {
      const gained = diff.description.filter(({ kind }) => kind === "added");
      expect(gained.map(({ text }) => text).join("")).toBe(added);
    }
    const fresh = diff.hints.filter(({ isNew }) => isNew);
    expect(fresh.map(({ kind, path, found: what }) => `${kind} ${path}: ${what}`)).toEqual(hints);
  });

  it("does not call a hint new that was there before, as often", () => {
    const before = { description: "See https://a.example and you must." };
    const after = {
      description: "See https://a.example and https://b.example, you must, you must.",
    };
    const { hints } = diffDefinitions(before, after);
    expect(hints.map(({ found, isNew }) => [found, isNew])).toEqual([
      ["you must", true],
      ["https://b.example,", true],
      ["https://a.example", false],
    ]);
  });

  it("comes to an end for whatever fits into a definition", () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`p${n}`, {}]));
    expect(listParameters({ properties: many })).toMatchObject({ cut: true });
    expect(listParameters({ properties: many }).parameters).toHaveLength(MOST_PARAMETERS);
    for (const piece of [
      "ignore a ",
      "\u200b",
      "https://x ",
      "do not do not ",
      "<<<<",
      "%41\\x41",
      "aA1+",
    ]) {
      const text = piece.repeat(250_000).slice(0, 250_000);
      const hints = findHints({ description: text });
      expect(hints[0]).toMatchObject({ kind: "size", found: "at least 250,011 characters" });
      expect(hints.length).toBeLessThanOrEqual(MOST_HINTS + 1);
    }
    const nothingAlike = diffTexts("a b ".repeat(60_000), "c d ".repeat(60_000));
    const farApart = diffTexts("a b ".repeat(4_000), "c d ".repeat(4_000));
    expect(farApart.map(({ kind }) => kind)).toEqual(["removed", "added"]);
    expect(nothingAlike.map(({ kind }) => kind)).toEqual(["removed", "added"]);
  });

  it("of texts gives both back", () => {
    const word = fc.constantFrom("read", "write", "the", " ", "\n", "page.", "ü", "\u200b");
    const text = fc.array(word, { maxLength: 30 }).map((words) => words.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffTexts(before, after);
        const without = (kind: string) =>
          parts.flatMap((part) => (part.kind === kind ? [] : part.text)).join("");
        expect(without("removed")).toBe(after);
        expect(without("added")).toBe(before);
      }),
    );
  });
});

describe("a rename", () => {
  const document = (description: string, more: object = {}) =>
    JSON.stringify({ name: "x", description, inputSchema: { type: "object", ...more } });
  const renamed = { name: "fetch_page", document: document("Reads a page from the web.") };

  it("is offered where the schemas are equal and the description is alike, the likeliest first", () => {
    const gone = [
      { name: "other", document: document("Deletes a repository.") },
      { name: "close", document: document("Reads one page from the web.") },
      { name: "same", document: document("Reads a page from the web.") },
      { name: "schema", document: document("Reads a page from the web.", { required: ["a"] }) },
      { name: "unknown", document: null },
    ];
    const offered = likelyRenamed(renamed, gone);
    expect(offered.map(({ tool }) => tool.name)).toEqual(["same", "close"]);
    expect(offered[0]?.likeness).toBe(1);
  });

  it("is offered for none without a definition", () => {
    expect(likelyRenamed({ name: "a", document: null }, [renamed])).toEqual([]);
  });
});
