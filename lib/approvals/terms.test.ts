import { expect, test } from "vitest";
import { policySchema } from "../policy/model";
import { durationSeconds, sameSteps, termsOf } from "./terms";

const rule = (id: string, approval?: Record<string, unknown>) => ({
  id,
  subjects: ["anyone"],
  resources: ["tool:*/*"],
  effect: "ask",
  ...(approval && { approval }),
});
const policy = (...rules: Record<string, unknown>[]) => policySchema.parse({ rules });
const leads = { from: ["group:leads"], count: 1 };

test("a rule that names nobody is decided by one person who may decide", () => {
  expect(termsOf(policy(rule("a")), ["a"])).toEqual({
    steps: [{ from: ["anyone"], count: 1 }],
    decideSeconds: 900,
    useSeconds: 300,
    wider: [],
  });
});

test("rules that ask together want every step, the shortest times, and the scopes of all", () => {
  const both = policy(
    rule("a", { steps: [leads], decideWithin: "1h", useWithin: "2m", wider: ["same_arguments"] }),
    rule("b", {
      steps: [leads, { from: ["group:security"], count: 2 }],
      decideWithin: "10m",
      wider: ["same_arguments", "tool_in_session"],
    }),
    rule("c", { steps: [{ from: ["group:other"] }] }),
  );
  expect(termsOf(both, ["a", "b"])).toEqual({
    steps: [leads, { from: ["group:security"], count: 2 }],
    decideSeconds: 600,
    useSeconds: 120,
    wider: ["same_arguments"],
  });
});

test("steps are the same whatever the order of the rules, and another with another count", () => {
  const one = policy(rule("a", { steps: [leads] }), rule("b"));
  const other = policy(rule("b"), rule("a", { steps: [leads] }));
  expect(sameSteps(termsOf(one, ["a", "b"]), termsOf(other, ["b", "a"]))).toBe(true);
  const longer = policy(rule("a", { steps: [leads], useWithin: "1h" }), rule("b"));
  expect(sameSteps(termsOf(one, ["a", "b"]), termsOf(longer, ["a", "b"]))).toBe(true);
  const more = policy(rule("a", { steps: [{ ...leads, count: 2 }] }), rule("b"));
  expect(sameSteps(termsOf(one, ["a", "b"]), termsOf(more, ["a", "b"]))).toBe(false);
});

test.each([
  ["45s", 45],
  ["15m", 900],
  ["2h", 7200],
  ["3d", 259_200],
])("%s are %i seconds", (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});
