import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { describeQuery } from "./describe";
import { withoutTerm, withTerm } from "./edit";
import { FIELD_NAMES, FIELDS } from "./fields";
import { querySchema, queryValueSchema, type Query } from "./model";
import { parseQuery, QUERY_LENGTH_LIMIT, type QueryError } from "./parse";
import { printQuery } from "./print";

const { read, refused } = z
  .strictObject({
    $schema: z.string(),
    read: z.array(z.strictObject({ text: z.string(), print: z.string(), words: z.string() })),
    refused: z.array(z.strictObject({ text: z.string(), at: z.string(), message: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL("./cases/queries.json", import.meta.url), "utf8")));

function parsed(text: string): Query {
  const result = parseQuery(text);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.from}`);
  return result.query;
}

/** Valid, and printed the same once it has been read back. */
function isStable(one: Query): boolean {
  const printed = printQuery(querySchema.parse(one));
  return printQuery(parsed(printed)) === printed;
}

function isPlaced({ message, from, to }: QueryError, text: string): boolean {
  return message.endsWith(".") && 0 <= from && from <= to && to <= text.length;
}

const term = fc.constantFrom(...FIELD_NAMES).chain((field) => {
  const { values } = FIELDS[field];
  const chunk = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom('"', "\\", " ", ":", "OR", "(", "*", ">"),
  );
  const literal = fc.array(chunk, { minLength: 1 }).map((chunks) => chunks.join("") || "x");
  const pattern = fc
    .stringMatching(/^[^\s"()\\[{<>=]{0,5}\*[^\s"()\\]{0,5}$/)
    .filter((text) => queryValueSchema.safeParse({ text, glob: true }).success);
  const value = values
    ? fc.record({ text: fc.constantFrom(...values), glob: fc.constant(false) })
    : fc.oneof(
        fc.record({ text: literal, glob: fc.constant(false) }),
        fc.record({ text: pattern, glob: fc.constant(true) }),
      );
  const list = fc.array(value, { minLength: 1, maxLength: 4 });
  return fc.record({ field: fc.constant(field), negated: fc.boolean(), values: list });
});
const query = fc.record({ terms: fc.array(term, { maxLength: 6 }) });

describe("parseQuery", () => {
  test.each(read)("reads $text", ({ text, print, words }) => {
    const result = parsed(text);
    expect(printQuery(result)).toBe(print);
    expect(describeQuery(result)).toBe(words);
    expect(parsed(print)).toEqual(result);
  });

  test.each(refused)("refuses $text", ({ text, at, message }) => {
    const result = parseQuery(text);
    const error = result.ok ? undefined : result.error;
    expect(error?.message).toBe(message);
    expect(text.slice(error?.from, error?.to)).toBe(at);
  });

  test("reads back every query that is printed", () => {
    fc.assert(
      fc.property(query, (one) => {
        querySchema.parse(one);
        const text = printQuery(one);
        fc.pre(text.length <= QUERY_LENGTH_LIMIT);
        expect(parsed(text)).toEqual(one);
      }),
      { numRuns: 3_000 },
    );
  });

  test("any text is read, or refused with a place inside it", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        "caller",
        ":",
        "(",
        ")",
        '"',
        "OR",
        " ",
        "-",
        "is:",
        "\\",
        "*",
        "verdict:match",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const result = parseQuery(text);
        expect(result.ok ? isStable(result.query) : isPlaced(result.error, text)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test("a query that is too long is refused behind the limit", () => {
    const text = "caller:a ".repeat(1_000);
    expect(parseQuery(text)).toMatchObject({
      ok: false,
      error: { from: QUERY_LENGTH_LIMIT, to: 9_000 },
    });
  });
});

describe("editing a query", () => {
  test.each([
    ["", "caller", "alice", false, "caller:alice"],
    ["caller:alice", "caller", "bob", false, "caller:(alice OR bob)"],
    ["caller:alice", "caller", "alice", false, "caller:alice"],
    ["caller:(alice OR bob)", "caller", "alice", true, "caller:bob -caller:alice"],
    ["-caller:alice", "caller", "alice", false, "caller:alice"],
    ["-tool:x", "tool", "y", true, "-tool:(x OR y)"],
    ["tool:a*", "tool", "a*", false, 'tool:(a* OR "a*")'],
    ["is:match", "tool", "a b", false, 'verdict:match tool:"a b"'],
  ] as const)("%j with %s %s (excluded: %s)", (before, field, value, negated, after) => {
    expect(printQuery(withTerm(parsed(before), field, value, negated))).toBe(after);
  });

  test.each([
    ["caller:(alice OR bob) tool:x", "caller", "alice", "caller:bob tool:x"],
    ["caller:alice -caller:bob tool:x", "caller", undefined, "tool:x"],
    ["caller:alice", "caller", "alice", ""],
    ["caller:a*", "caller", "a*", "caller:a*"],
    ["tool:x", "caller", "x", "tool:x"],
  ] as const)("%j without %s %s", (before, field, value, after) => {
    expect(printQuery(withoutTerm(parsed(before), field, value))).toBe(after);
  });

  test("what was added can be taken away, and is printed and read like anything else", () => {
    fc.assert(
      fc.property(
        query,
        fc.constantFrom("caller", "tool"),
        fc.string({ minLength: 1 }),
        fc.boolean(),
        (one, field, value, negated) => {
          const more = withTerm(one, field, value, negated);
          expect(parsed(printQuery(more))).toEqual(more);
          expect(withoutTerm(more, field, value)).toEqual(withoutTerm(one, field, value));
        },
      ),
    );
  });
});

test("every field has words and a description, and no name stands for two fields", () => {
  const names = FIELD_NAMES.flatMap((name) => [name, ...FIELDS[name].aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of FIELD_NAMES) expect(FIELDS[name].description).toMatch(/^[A-Z].*[^.]$/);
});
