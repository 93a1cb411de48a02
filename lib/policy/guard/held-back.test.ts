import { describe, expect, test } from "vitest";
import { heldBackBy, type Said, whyNotAgree } from "./held-back";
import type { DraftReview } from "./review-view";

const ready: DraftReview = {
  base: 3,
  inForce: 3,
  defects: [],
  tests: { total: 1, failed: [] },
  readable: true,
  catchAll: [],
  loosens: [],
  unknownAuthors: [],
  singleAdmin: { on: false, why: null, admins: 2 },
};
const place = { line: 1, column: 1 };
const failing = {
  tests: {
    total: 1,
    failed: [{ ...place, name: "t", expected: "deny", answered: "allow" } as const],
  },
};
const loosening = {
  loosens: [{ author: "member:a@x", whose: "author", ruleId: "r", change: "added" } as const],
};
const alone = { singleAdmin: { on: true, why: "only_one", admins: 1 } } as const;
const wide = {
  catchAll: [{ ...place, ruleId: "r", selector: "tool:*/*", identities: 2, tools: 3 }],
};
const said = (more: Partial<Said> = {}): Said => ({
  confirmed: new Set(),
  reason: "because",
  overrideTests: false,
  ...more,
});

describe("a draft is held back", () => {
  test.each<
    [string, Partial<DraftReview>, { overridesTests: boolean } | null, Said, RegExp | null]
  >([
    ["by nothing where all is in order", {}, null, said(), null],
    ["by another version in force", { inForce: 4 }, null, said(), /Version 4/],
    [
      "by an error of its text",
      { defects: [{ ...place, path: "", message: "x" }] },
      null,
      said(),
      /error/,
    ],
    ["by a failing test", failing, null, said(), /test fails/],
    [
      "by a failing test that an agreement does not override",
      failing,
      { overridesTests: false },
      said(),
      /test fails/,
    ],
    ["not by one that it overrides", failing, { overridesTests: true }, said(), null],
    [
      "by a failing test, whatever its author says, while a second admin is there",
      failing,
      null,
      said({ overrideTests: true }),
      /test fails/,
    ],
    [
      "not by one that the only admin overrides",
      { ...failing, ...alone },
      null,
      said({ overrideTests: true }),
      null,
    ],
    ["by more rights for its author", loosening, null, said(), /second admin/],
    ["not once a second admin agreed", loosening, { overridesTests: false }, said(), null],
    [
      "not by more rights where there is one admin only",
      { ...loosening, ...alone },
      null,
      said(),
      null,
    ],
    ["by a rule that matches everything", wide, null, said(), /everything/],
    ["not by one that is confirmed", wide, null, said({ confirmed: new Set(["r"]) }), null],
    ["by a missing reason", {}, null, said({ reason: " x " }), /Say why/],
  ])("%s", (_name, change, agreement, words, expected) => {
    const found = heldBackBy({ ...ready, ...change }, agreement, words);
    if (expected === null) expect(found).toBe(null);
    else expect(found).toMatch(expected);
  });
});

test("no author agrees to their own draft", () => {
  expect(whyNotAgree(["member:a@x"], "member:a@x")).toMatch(/somebody else/);
  expect(whyNotAgree(["member:a@x"], "member:b@x")).toBe(null);
});
