import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { arbitraryQuery } from "../../testing/arbitrary-query";
import { describeQuery } from "./describe";
import { FIELD_NAMES, FIELDS } from "./fields";
import { type Query, type QueryNode, querySchema } from "./model";
import { termsOf } from "./nodes";
import { DEPTH_LIMIT, parseQuery, QUERY_LENGTH_LIMIT, type QueryError } from "./parse";
import { printQuery } from "./print";
import { LIST_LIMIT, TERM_LIMIT } from "./read-term";

const { read, refused } = z
  .strictObject({
    $schema: z.string(),
    read: z.array(z.strictObject({ text: z.string(), print: z.string(), words: z.string() })),
    refused: z.array(z.strictObject({ text: z.string(), at: z.string(), message: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL("./cases/queries.json", import.meta.url), "utf8")));

/** Set QUERY_RUNS for the proof that docs/query-language.md quotes. */
const numRuns = z.coerce.number().default(2_000).parse(process.env["QUERY_RUNS"]);

function parsed(text: string): Query {
  const result = parseQuery(text);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.from} of ${text}`);
  return result.query;
}

/** The tree alone: two spellings of one query have different places. */
function bare({ terms }: Query): Query {
  const strip = (node: QueryNode): QueryNode =>
    node.kind === "group"
      ? { ...node, at: undefined, nodes: node.nodes.map(strip) }
      : { ...node, at: undefined };
  return { terms: terms.map(strip) };
}

/** Valid, in its place, and the same once it has been printed and read back. */
function isStable(query: Query, text: string): boolean {
  const printed = printQuery(querySchema.parse(query));
  expect(bare(parsed(printed))).toEqual(bare(query));
  expect(printQuery(parsed(printed))).toBe(printed);
  return allNodes(query.terms).every(
    ({ at }) => at !== undefined && 0 <= at.from && at.from < at.to && at.to <= text.length,
  );
}

function allNodes(nodes: readonly QueryNode[]): QueryNode[] {
  return nodes.flatMap((node) => [node, ...(node.kind === "group" ? allNodes(node.nodes) : [])]);
}

function isPlaced({ message, from, to }: QueryError, text: string): boolean {
  return /[.?]$/.test(message) && 0 <= from && from <= to && to <= text.length;
}

function errorOf(text: string): QueryError | undefined {
  const result = parseQuery(text);
  return result.ok ? undefined : result.error;
}

describe("parseQuery", () => {
  test.each(read)("reads $text", ({ text, print, words }) => {
    const result = parsed(text);
    expect(printQuery(result)).toBe(print);
    expect(describeQuery(result)).toBe(words);
    expect(isStable(result, text)).toBe(true);
  });

  test.each(refused)("refuses $text", ({ text, at, message }) => {
    const error = errorOf(text);
    expect(error?.message).toBe(message);
    expect(text.slice(error?.from, error?.to)).toBe(at);
  });

  test("gives every node the place that it was read from", () => {
    const text = "  caller:a  -(b OR NOT tool:c)";
    const places = allNodes(parsed(text).terms).map(({ at }) => text.slice(at?.from, at?.to));
    expect(places).toEqual(["caller:a", "-(b OR NOT tool:c)", "b", "NOT tool:c"]);
  });

  test("reads back every query that is printed, and prints that the same", () => {
    let printed = 0;
    fc.assert(
      fc.property(arbitraryQuery(), (query) => {
        const text = printQuery(querySchema.parse(query));
        fc.pre(text.length <= QUERY_LENGTH_LIMIT);
        const again = parsed(text);
        expect(bare(again)).toEqual(query);
        expect(printQuery(again)).toBe(text);
        printed++;
      }),
      { numRuns },
    );
    expect(printed).toBe(numRuns);
  });

  test("any text is read and stable, or refused with a place inside it", () => {
    const signs = `caller : ( ) " OR - is: \\ * verdict:match NOT AND TO [ ] { } < >= duration:[1s args.a has:`;
    const noise = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(" ", ...signs.split(" ")),
    );
    const mutated = fc
      .tuple(arbitraryQuery(), fc.nat(), fc.nat(3), fc.oneof(noise, fc.constant("")))
      .map(([query, place, drop, put]) => {
        const text = printQuery(query);
        const at = place % (text.length + 1);
        return text.slice(0, at) + put + text.slice(at + drop);
      });
    const pieces = fc.array(noise, { maxLength: 12 }).map((all) => all.join(""));
    const seen = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.oneof(pieces, mutated), (text) => {
        const result = parseQuery(text);
        expect(result.ok ? isStable(result.query, text) : isPlaced(result.error, text)).toBe(true);
        seen[result.ok ? "read" : "refused"]++;
      }),
      { numRuns },
    );
    expect(seen.read).toBeGreaterThan(numRuns / 20);
    expect(seen.refused).toBeGreaterThan(numRuns / 20);
  });
});

describe("limits", () => {
  const nested = (depth: number) => `${"(".repeat(depth)}a${")".repeat(depth)}`;
  const times = (n: number, text: string, by = " ") =>
    Array.from({ length: n }, () => text).join(by);

  test("are reached, and the first thing beyond each is pointed at", () => {
    expect(errorOf("x".repeat(QUERY_LENGTH_LIMIT))).toBeUndefined();
    expect(errorOf("x".repeat(QUERY_LENGTH_LIMIT + 5))).toEqual({
      message: "A query has at most 10,000 characters.",
      from: QUERY_LENGTH_LIMIT,
      to: QUERY_LENGTH_LIMIT + 5,
    });
    expect(errorOf(nested(DEPTH_LIMIT))).toBeUndefined();
    expect(errorOf(nested(200))).toEqual({
      message: "Brackets stand at most 64 deep.",
      from: DEPTH_LIMIT,
      to: DEPTH_LIMIT + 1,
    });
    expect(termsOf(parsed(times(TERM_LIMIT, "a")))).toHaveLength(TERM_LIMIT);
    expect(errorOf(times(TERM_LIMIT + 1, "a"))).toEqual({
      message: "A query has at most 500 terms.",
      from: 1_000,
      to: 1_001,
    });
    const list = (n: number) => `caller:(${times(n, "a", " OR ")})`;
    expect(errorOf(list(LIST_LIMIT))).toBeUndefined();
    expect(errorOf(list(LIST_LIMIT + 1))?.message).toBe("A list has at most 200 values.");
  });

  test.each([
    ["minus signs", "-".repeat(9_999) + "a", true],
    ["words NOT", `${"NOT ".repeat(2_499)}a`, true],
    ["opened brackets", "(".repeat(10_000), false],
    ["closed brackets", ")".repeat(10_000), false],
    ["quotes", '"'.repeat(9_999), false],
    ["stars", `tool:${"*".repeat(9_995)}`, true],
    ["backslashes", "\\".repeat(10_000), true],
    ["dots", `args${".a".repeat(4_990)}:x`, true],
    ["unclosed keys", `args.${'."'.repeat(4_990)}`, false],
    ["ranges", "duration:[".repeat(1_000), false],
  ])("10,000 characters of %s are read or refused without effort", (_, text, readable) => {
    const started = performance.now();
    const error = errorOf(text);
    expect(error === undefined).toBe(readable);
    if (error) expect(isPlaced(error, text)).toBe(true);
    // Linear reading takes a few milliseconds; anything quadratic in such a text takes seconds.
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

test("every field has words and a description, and no name stands for two fields", () => {
  const names = FIELD_NAMES.flatMap((name) => [name, ...FIELDS[name].aliases]);
  expect(new Set(names).size).toBe(names.length);
  for (const name of FIELD_NAMES) {
    expect(FIELDS[name].description).toMatch(/^[A-Z].*[^.]$/);
    const [term] = termsOf(parsed(FIELDS[name].example));
    expect([name, term?.kind === "text" ? "" : term?.field]).toEqual([name, name]);
  }
});
