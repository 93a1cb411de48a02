import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryQuery } from "../testing/arbitrary-query";
import { isEditable } from "./query-language/edit";
import type { FieldName } from "./query-language/fields";
import { parseQuery } from "./query-language/parse";
import { printQuery } from "./query-language/print";
import {
  andAlso,
  anyValue,
  chosenIn,
  excludeValue,
  identityValue,
  onlyValue,
  toggleValue,
  withoutLastTerm,
  withoutTermAt,
} from "./filters";

const QUERY = "verdict:mismatch caller:(alice OR bob*) -tool:github/search";

it("says what is chosen, and counts patterns too", () => {
  expect(chosenIn(QUERY, "caller")).toEqual({ values: ["alice"], count: 2 });
  expect(chosenIn(QUERY, "tool")).toEqual({ values: [], count: 0 });
});

describe("edits of the text", () => {
  it.each([
    [
      "adds to the list",
      toggleValue(QUERY, "verdict", "unknown"),
      "verdict:(mismatch OR unknown) caller:(alice OR bob*) -tool:github/search",
    ],
    [
      "takes out of the list",
      toggleValue(QUERY, "caller", "alice"),
      "verdict:mismatch caller:bob* -tool:github/search",
    ],
    [
      "takes back an exclusion",
      toggleValue(QUERY, "tool", "github/search"),
      "verdict:mismatch caller:(alice OR bob*) tool:github/search",
    ],
    [
      "only this one",
      onlyValue(QUERY, "caller", "carol"),
      "verdict:mismatch -tool:github/search caller:carol",
    ],
    ["lifts a field, keeps exclusions", anyValue(`${QUERY} tool:x`, "tool"), QUERY],
    ["excludes", excludeValue("caller:alice", "caller", "alice"), "-caller:alice"],
    ["drops one term", withoutTermAt(QUERY, 1), "verdict:mismatch -tool:github/search"],
    ["drops the last term", withoutLastTerm(QUERY), "verdict:mismatch caller:(alice OR bob*)"],
    ["nothing to drop", withoutLastTerm(""), null],
    ["drops a whole group", withoutTermAt("a (b OR c) d", 1), "a d"],
    [
      "leaves a group alone",
      toggleValue("caller:a OR b", "caller", "a"),
      "(caller:a OR b) caller:a",
    ],
    ["adds a query to nothing", andAlso(" ", "is:mismatch"), "is:mismatch"],
    ["adds to alternatives", andAlso("a OR b", "c OR d"), "(a OR b) (c OR d)"],
    ["adds behind what cannot be read", andAlso("caller: ", "a"), "caller: a"],
  ])("%s", (_name, got, expected) => expect(got).toBe(expected));

  it("refuses where the text cannot be read", () => {
    expect(toggleValue("caller:", "verdict", "match")).toBeNull();
    expect(excludeValue("caller:", "caller", "x")).toBeNull();
  });
});

describe("whatever the query, an edit", () => {
  const query = arbitraryQuery().map(printQuery);
  const value = fc.constantFrom("alice", "a b", "OR", 'say "hi"', "*", "-x");
  const field = fc.constantFrom<FieldName>("caller", "tool", "server");
  const othersOf = (text: string | null, changed: FieldName) => {
    const parsed = parseQuery(text ?? "(");
    if (!parsed.ok) throw new Error(`unreadable: ${text}`);
    return parsed.query.terms
      .filter((term) => !isEditable(term, changed))
      .map((term) => printQuery({ terms: [term] }));
  };

  it("changes only the terms of its own field", () => {
    fc.assert(
      fc.property(query, field, value, (text, changed, one) => {
        const before = othersOf(text, changed);
        for (const edit of [toggleValue, onlyValue, excludeValue]) {
          expect(othersOf(edit(text, changed, one), changed)).toEqual(before);
        }
        expect(othersOf(anyValue(text, changed), changed)).toEqual(before);
      }),
    );
  });

  it("that chooses a value and takes it back leaves none chosen", () => {
    fc.assert(
      fc.property(query, field, value, (text, changed, one) => {
        const cleared = anyValue(text, changed) ?? "";
        const on = toggleValue(cleared, changed, one) ?? "";
        expect(chosenIn(on, changed).values).toEqual([one]);
        expect(chosenIn(toggleValue(on, changed, one) ?? "", changed).count).toBe(0);
      }),
    );
  });
});

it("names a person as one, and an unlinked principal by issuer and subject together", () => {
  const identity = { id: "prn_1", name: "x", email: null };
  const principal = { iss: "https://idp.example", sub: "u1" };
  expect(identityValue({ ...identity, principal, person: null })).toBe("https://idp.example|u1");
  expect(identityValue({ ...identity, principal, person: { id: "alice", name: null } })).toBe(
    "person:alice",
  );
  expect(identityValue({ ...identity, principal: null, person: null })).toBe("prn_1");
  const bar = { iss: "https://idp.example|x", sub: "u1" };
  expect(identityValue({ ...identity, principal: bar, person: null })).toBe("prn_1");
});
