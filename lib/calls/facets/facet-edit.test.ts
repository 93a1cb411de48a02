import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryQuery } from "../../testing/arbitrary-query";
import { parseQuery } from "../query-language/parse";
import { printQuery } from "../query-language/print";
import { excluding, namedIn, only, toggled } from "./facet-edit";

describe("a facet's value", () => {
  test.each([
    ["", "caller", "a", "caller:a"],
    ["caller:a", "caller", "b", "caller:(a OR b)"],
    ["caller:(a OR b)", "caller", "a", "caller:b"],
    ["caller:a -tool:x", "caller", "a", "-tool:x"],
    ["-caller:a", "caller", "a", ""],
    ["-has:caller", "caller", "a", "caller:a"],
    ["caller:a", "caller", null, "-has:caller"],
    ["-has:caller x", "caller", null, "x"],
    ["has:caller", "caller", null, ""],
    ["(caller:a OR tool:x)", "caller", "a", "(caller:a OR tool:x) caller:a"],
    ["caller:a*", "caller", "b", "caller:(a* OR b)"],
  ] as const)("of %j, %s %j toggled: %j", (q, field, value, expected) => {
    expect(toggled(q, field, value)).toBe(expected);
  });

  test.each([
    ["caller:(a OR b) x", "a", "x caller:a", "caller:b x -caller:a"],
    ["-caller:b", "a", "-caller:b caller:a", "-caller:(b OR a)"],
    ["-has:caller", "a", "caller:a", "-has:caller -caller:a"],
    ["caller:a", null, "-has:caller", "caller:a has:caller"],
    ["has:caller x", null, "x -has:caller", "x has:caller"],
  ] as const)("of %j, %j alone: %j; excluded: %j", (q, value, alone, excluded) => {
    expect(only(q, "caller", value)).toBe(alone);
    expect(excluding(q, "caller", value)).toBe(excluded);
  });

  test("of a text that cannot be read changes nothing", () => {
    for (const change of [toggled, only, excluding])
      expect(change("caller:(", "caller", "a")).toBeNull();
    expect(namedIn("caller:(", "caller").size).toBe(0);
  });

  test("is named after each change, and no term of another field is lost", () => {
    const value = fc.option(fc.constantFrom("a", "x*y", "person:alice", "OR"));
    const change = fc.constantFrom(only, excluding);
    fc.assert(
      fc.property(arbitraryQuery(), value, change, (query, one, act) => {
        const text = act(printQuery(query), "tool", one) ?? "";
        expect(namedIn(text, "tool").get(one)).toBe(act === only ? "wanted" : "excluded");
        const parsed = parseQuery(text);
        const others = (parsed.ok ? parsed.query.terms : []).filter(isOther);
        expect(printQuery({ terms: others })).toBe(
          printQuery({ terms: query.terms.filter(isOther) }),
        );
      }),
    );
  });
});

function isOther(term: object): boolean {
  return !("field" in term) || term.field !== "tool";
}
