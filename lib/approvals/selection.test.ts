import { describe, expect, test } from "vitest";
import { MOST_SELECTED } from "./model";
import { BEFORE, type Candidate, whyNotSelected, whyNotTogether } from "./selection";

const alike = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  resource: "tool:jira/comment",
  action: "tools/call",
  verdict: "match",
  risk: "write",
  unreviewed: false,
  before: "same",
  ...more,
});
const two = (more: Partial<Candidate>) => [alike("a"), alike("b", more)];

describe("one yes goes to calls that differ in their arguments alone", () => {
  test("of one tool and one verdict, that destroy nothing, with a yes before", () => {
    expect(whyNotTogether("approve", two({}))).toBeNull();
    expect(whyNotTogether("approve", two({ risk: "read" }))).toBeNull();
  });

  test.each<[string, Partial<Candidate>]>([
    ["another tool", { resource: "tool:jira/close" }],
    ["another action", { action: "resources/read" }],
    ["another verdict", { verdict: "claimed" }],
    ["a destructive tool", { risk: "destructive" }],
    ["a tool nobody classified", { risk: null }],
    ["a tool that nobody reviewed", { unreviewed: true }],
    ["the first call", { before: "never" }],
    ["more than the arguments differs", { before: "other" }],
    ["the last one was denied", { before: "no" }],
  ])("never where %s stands against it, and it says which one", (_, more) => {
    expect(whyNotTogether("approve", two(more))).toMatchObject({ id: "b" });
  });

  test.each<[string, Partial<Candidate>]>([
    ["another action", { action: "delete" }],
    ["a prompt", { action: "prompts/get", resource: "prompt:jira/comment" }],
    ["a prompt that is called", { resource: "prompt:jira/comment" }],
    ["another type that is called", { resource: "record:jira/comment" }],
  ])("never by the class of a tool where all of them are of %s", (_, more) => {
    const all = [alike("a", more), alike("b", more)];
    expect(whyNotTogether("approve", all)).toMatchObject({ id: "a" });
    expect(whyNotTogether("deny", all)).toBeNull();
  });

  test.each(["mismatch", "contradicted"] as const)("never of the verdict %s", (verdict) => {
    const both = [alike("a", { verdict }), alike("b", { verdict })];
    expect(whyNotTogether("approve", both)).toMatchObject({ id: "a" });
  });

  test("neither for one alone nor for more than the most", () => {
    const all = Array.from({ length: MOST_SELECTED + 1 }, (_, n) => alike(`n${n}`));
    for (const choice of ["approve", "deny"] as const) {
      expect(whyNotTogether(choice, [])).toMatchObject({ id: null });
      expect(whyNotTogether(choice, all.slice(0, 1))).toMatchObject({ id: null });
      expect(whyNotTogether(choice, all.slice(1))).toBeNull();
      expect(whyNotTogether(choice, all)).toMatchObject({ id: null });
    }
  });

  test("one no goes to whatever waits of one tool", () => {
    for (const before of BEFORE) expect(whyNotTogether("deny", two({ before }))).toBeNull();
    const worst = two({ verdict: "mismatch", risk: "destructive" });
    expect(whyNotTogether("deny", worst)).toBeNull();
    expect(whyNotTogether("deny", two({ resource: "tool:jira/close" }))).toMatchObject({ id: "b" });
  });

  test("only a yes to the same but for its arguments is one before", () => {
    const open = BEFORE.filter((before) => whyNotSelected(alike("a", { before })) === null);
    expect(open).toEqual(["same"]);
  });
});
