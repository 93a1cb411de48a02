import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildIndex } from "./build-index";
import { evaluate } from "./evaluate";
import { factsSchema, indexFacts } from "./facts";
import { EFFECTS, policySchema } from "./model";
import { possibleDecisions } from "./possible-decisions";

const facts = indexFacts(factsSchema.parse({}));
const request = {
  subject: { type: "user", id: "1" },
  action: { name: "tools/call" },
  resource: { type: "tool", id: "db/query" },
};
const policyOf = (rules: object[]) => {
  const policy = policySchema.parse({
    rules: rules.map((rule, n) => ({
      id: `r${n}`,
      subjects: ["anyone"],
      resources: ["tool:db/*"],
      ...rule,
    })),
  });
  return { policy, index: buildIndex(policy, "7") };
};
const when = (n: number) => ({ arguments: { properties: { a: { const: n } }, required: ["a"] } });
const possible = (rules: object[]) =>
  possibleDecisions(policyOf(rules), request, facts, 0, (part) => part === "arguments");

describe("possibleDecisions", () => {
  it("is certain where nothing reads what is not known", () => {
    expect(possible([{ effect: "allow" }])).toEqual({
      answers: [{ effect: "allow", reason: "rule", ruleIds: ["r0"], policyVersion: "7" }],
      undecided: [],
    });
  });

  it("says on which rules it hangs, and every answer", () => {
    const { answers, undecided } = possible([
      { effect: "allow" },
      { effect: "ask", when: when(1) },
      { effect: "deny", when: when(2) },
    ]);
    expect(answers.map(({ effect }) => effect)).toEqual(["deny", "ask", "allow"]);
    expect(undecided.map(({ rule, parts }) => [rule.id, parts])).toEqual([
      ["r1", ["arguments"]],
      ["r2", ["arguments"]],
    ]);
  });

  it("is a deny whatever the arguments, where a certain rule denies", () => {
    const { answers } = possible([{ effect: "deny" }, { effect: "allow", when: when(1) }]);
    expect(answers).toMatchObject([{ effect: "deny", ruleIds: ["r0"] }]);
  });

  it("does not hang on a rule that speaks of another tool or does not apply yet", () => {
    const { undecided } = possible([
      { effect: "deny", when: when(1), resources: ["tool:crm/*"] },
      { effect: "deny", when: when(1), from: "2030-01-01T00:00:00Z" },
    ]);
    expect(undecided).toEqual([]);
  });

  it("holds the effect of every argument there can be", () => {
    const rule = fc.record({
      effect: fc.constantFrom(...EFFECTS),
      when: fc.option(fc.integer({ min: 0, max: 3 }).map(when), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), (rules) => {
        const own = policyOf(rules);
        // Each rule looks for one of four values: some value fits none, and each fits its own.
        const reached = new Set(
          [0, 1, 2, 3, 4].map((a) => {
            const context = { arguments: { a } };
            return evaluate(own.index, { ...request, context }, facts, 0).effect;
          }),
        );
        const said = new Set(possible(rules).answers.map(({ effect }) => effect));
        for (const effect of reached) expect(said).toContain(effect);
      }),
    );
  });
});
