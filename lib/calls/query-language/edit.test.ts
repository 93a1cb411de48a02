import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryQuery } from "../../testing/arbitrary-query";
import { isEditable, withoutTerm, withTerm } from "./edit";
import type { FieldName } from "./fields";
import type { Query } from "./model";
import { parseQuery } from "./parse";
import { printQuery } from "./print";

function parsed(text: string): Query {
  const result = parseQuery(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.query;
}

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
    ["(caller:a OR tool:b)", "caller", "a", false, "(caller:a OR tool:b) caller:a"],
    ["-(caller:a OR b)", "caller", "a", true, "-(caller:a OR b) -caller:a"],
    ["has:caller duration>2s", "caller", "a", false, "has:caller duration>2s caller:a"],
  ] as const)("%j with %s %s (excluded: %s)", (before, field, value, negated, after) => {
    expect(printQuery(withTerm(parsed(before), field, value, negated))).toBe(after);
  });

  test.each([
    ["caller:(alice OR bob) tool:x", "caller", "alice", "caller:bob tool:x"],
    ["caller:alice -caller:bob tool:x", "caller", undefined, "tool:x"],
    ["caller:alice", "caller", "alice", ""],
    ["caller:a*", "caller", "a*", "caller:a*"],
    ["tool:x", "caller", "x", "tool:x"],
    ["(caller:a OR b) has:caller", "caller", undefined, "(caller:a OR b) has:caller"],
  ] as const)("%j without %s %s", (before, field, value, after) => {
    expect(printQuery(withoutTerm(parsed(before), field, value))).toBe(after);
  });

  test("leaves every other part as it was, and what was added can be taken away", () => {
    const value = fc.string({ minLength: 1 }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(
        arbitraryQuery(),
        fc.constantFrom("caller", "tool"),
        value,
        fc.boolean(),
        (query, field, text, negated) => {
          const more = withTerm(query, field, text, negated);
          expect(printQuery(parsed(printQuery(more)))).toBe(printQuery(more));
          expect(others(more, field)).toEqual(others(query, field));
          expect(withoutTerm(more, field, text)).toEqual(withoutTerm(query, field, text));
          expect(others(withoutTerm(more, field), field)).toEqual(others(query, field));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

function others({ terms }: Query, field: FieldName) {
  return terms.filter((term) => !isEditable(term, field));
}
