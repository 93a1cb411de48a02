import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitsSelector, parseSelector, printSelector } from "./selector";

const fits = (selector: string, server: string, name: string, type = "tool") => {
  const parsed = parseSelector(selector);
  return parsed !== undefined && fitsSelector(parsed, { type, server, name });
};

describe("selectors", () => {
  it.each([
    ["tool:tracker/add", "tracker", "add", true],
    ["tool:tracker/add", "tracker", "ADD", false],
    ["tool:tracker/add", "tracker", "add_more", false],
    ["tool:tracker/add_*", "tracker", "add_more", true],
    ["tool:tracker/add_*", "tracker", "add_", true],
    ["tool:tracker/*_add", "tracker", "more_add", true],
    ["tool:tracker/a*b*c", "tracker", "a-b-b-c", true],
    ["tool:tracker/a*b*c", "tracker", "a-c", false],
    ["tool:tracker/ab*ba", "tracker", "aba", false],
    ["tool:tracker/**", "tracker", "x", true],
    ["tool:*/read_*", "tracker", "read_all", true],
    ["tool:tr*/x", "tracker", "x", true],
    ["tool:*/*", "io.example/tracker", "a/b", true],
    ["tool:io.example%2Ftracker/x", "io.example/tracker", "x", true],
    ["tool:tracker/a%2fb", "tracker", "a/b", true],
    ["tool:tracker/a%2Ab", "tracker", "a*b", true],
    ["tool:tracker/a%2Ab", "tracker", "a-b", false],
    ["tool:tracker/100%", "tracker", "100%", true],
    ["tool:tracker/100%25", "tracker", "100%", true],
    ["tool:tracker/a%252Fb", "tracker", "a%2Fb", true],
    ["tool:tracker/a.b", "tracker", "axb", false],
    ["tool:tracker/(x+)+", "tracker", "(x+)+", true],
  ])("%s on %s and %s: %s", (selector, server, name, expected) => {
    expect(fits(selector, server, name)).toBe(expected);
  });

  it("compares the pair: the star does not reach from the server into the name", () => {
    expect(fits("tool:a*z/x", "a", "z/x")).toBe(false);
    expect(fits("tool:a/*", "a/b", "c")).toBe(false);
  });

  it("compares the type exactly", () => {
    expect(fits("prompt:tracker/x", "tracker", "x", "prompt")).toBe(true);
    expect(fits("prompt:tracker/x", "tracker", "x", "tool")).toBe(false);
  });

  it.each([
    "",
    "tool:",
    "tool:*",
    "tool:tracker",
    "tool:tracker/",
    "tool:/x",
    "tracker/x",
    ":a/b",
    "tool:a/b/c",
  ])("%j is no selector: a part is missing or one is too many", (text) => {
    expect(parseSelector(text)).toBeUndefined();
  });

  it("agrees with an obvious, slow matcher", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*"), minLength: 1, maxLength: 8 });
    const names = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
    fc.assert(
      fc.property(letters, names, (pattern, name) => {
        expect(fits(`tool:s/${pattern}`, "s", name)).toBe(slowly(pattern, name));
      }),
      { numRuns: 500 },
    );
  });

  it("reads back what it prints, whatever stands in the names", () => {
    const run = fc.string({ unit: fc.constantFrom("a", "/", "*", "%", "2", "F", "5", ":") });
    const glob = fc.array(run, { minLength: 1, maxLength: 4 });
    const part = glob.filter((runs) => runs.length > 1 || runs[0] !== "");
    fc.assert(
      fc.property(part, part, (server, name) => {
        const selector = { type: "tool", server, name };
        expect(parseSelector(printSelector(selector))).toEqual(selector);
      }),
    );
  });

  it("takes no longer for a hostile pattern than for its length", () => {
    expect(fits(`tool:s/${"a*".repeat(20_000)}b`, "s", "a".repeat(40_000))).toBe(false);
  });
});

function slowly(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  if (pattern[0] !== "*") return text[0] === pattern[0] && slowly(pattern.slice(1), text.slice(1));
  return slowly(pattern.slice(1), text) || (text !== "" && slowly(pattern, text.slice(1)));
}
