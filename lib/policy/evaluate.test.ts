import { describe, expect, it } from "vitest";
import { buildIndex } from "./build-index";
import { evaluate } from "./evaluate";
import { factsSchema, indexFacts } from "./facts";
import { policySchema } from "./model";

const facts = indexFacts(factsSchema.parse({}));
const decide = (rules: object[], args: unknown = {}) =>
  evaluate(
    buildIndex(policySchema.parse({ rules }), "v3"),
    {
      subject: { type: "user", id: "1" },
      action: { name: "tools/call" },
      resource: { type: "tool", id: "db/query" },
      context: { arguments: args },
    },
    facts,
    0,
  );
const rule = (more: object) => ({
  id: "r1",
  subjects: ["anyone"],
  resources: ["tool:*/*"],
  effect: "allow",
  ...more,
});

describe("evaluate", () => {
  it("says why, and under which version", () => {
    expect(decide([rule({})])).toEqual({
      effect: "allow",
      ruleIds: ["r1"],
      reason: "rule",
      policyVersion: "v3",
    });
  });

  it("finds a rule that names more people than the index keeps apart", () => {
    const many = Array.from({ length: 100 }, (_, at) => `person:p${at}`);
    expect(decide([rule({ subjects: many })]).reason).toBe("no_rule");
    expect(decide([rule({ subjects: [...many, "anyone"] })]).effect).toBe("allow");
    expect(decide([rule({ subjects: many, effect: "deny" })]).reason).toBe("no_rule");
    expect(decide([rule({ subjects: [...many, "group:a"], effect: "deny" })]).reason).toBe("rule");
  });

  describe("work is bounded", () => {
    const wide = Object.fromEntries(Array.from({ length: 30_000 }, (_, at) => [`k${at}`, at]));
    const each = { additionalProperties: { type: "integer" }, propertyNames: { maxLength: 9 } };
    const costly = (size: number, effect: string) =>
      Array.from({ length: size }, (_, at) =>
        rule({ id: `r${at}`, effect, when: { arguments: each } }),
      );

    it("a condition that costs too much cannot be told: an allow does not apply, a deny does", () => {
      const twice = { additionalProperties: { allOf: [{ $ref: "#" }, { $ref: "#" }] } };
      const deep = JSON.parse(`${'{"a":'.repeat(30)}1${"}".repeat(30)}`);
      expect(decide([rule({ when: { arguments: twice } })], deep).reason).toBe("no_rule");
      expect(decide([rule({ when: { arguments: twice }, effect: "deny" })], deep).reason).toBe(
        "rule",
      );
    });

    it("conditions that cost too much together are a deny, whatever their order", () => {
      expect(decide(costly(2, "allow"), wide).effect).toBe("allow");
      const rules = [...costly(50, "deny"), rule({ id: "plain" })];
      for (const all of [rules, rules.toReversed()]) {
        expect(decide(all, wide)).toEqual({
          effect: "deny",
          ruleIds: [],
          reason: "unavailable",
          policyVersion: "v3",
        });
      }
    });
  });
});
