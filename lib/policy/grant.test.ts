import { describe, expect, it } from "vitest";
import { defaultEnd, grantRule } from "./grant";
import { ruleProblems } from "./written-rule";

const now = Date.parse("2026-11-01T10:00:30Z");

describe("a grant", () => {
  it.each([
    ["read", "2026-12-01T10:01:00Z"],
    ["write", "2026-12-01T10:01:00Z"],
    ["destructive", "2026-11-01T18:01:00Z"],
    [null, "2026-12-01T10:01:00Z"],
  ] as const)("of a %s tool ends at %s by itself", (risk, until) => {
    expect(defaultEnd(risk, now).until).toBe(until);
  });

  it("is a rule that can be saved, with an id of its own", () => {
    const wish = {
      subject: "person:ada",
      resource: "tool:crm/export",
      until: undefined,
      reason: "",
    };
    const rule = grantRule(wish, new Set(["grant-person-ada-crm-export"]));
    expect(ruleProblems(rule)).toEqual([]);
    expect(rule).toMatchObject({ id: "grant-person-ada-crm-export-2", effect: "allow" });
    expect(rule).not.toHaveProperty("until");
    expect(rule).not.toHaveProperty("reason");
  });
});
