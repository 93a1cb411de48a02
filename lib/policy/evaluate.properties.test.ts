import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInstant } from "../identity/instant";
import {
  arbitraryFacts,
  arbitraryPolicy,
  arbitraryRequest,
  arbitraryRule,
  MOMENTS,
} from "../testing/arbitrary-policy";
import { naiveDecision } from "../testing/naive-policy";
import { buildIndex } from "./build-index";
import { evaluate } from "./evaluate";
import { indexFacts } from "./facts";
import type { Effect, Policy } from "./model";

/** 100,000 in `npm test`, fewer in `npm run check`, any number for a campaign. */
const decisions = Number(process.env["ONBEHALF_TEST_DECISIONS"] ?? 10_000);
const REQUESTS = 10;
const requests = fc
  .array(arbitraryRequest, { minLength: REQUESTS, maxLength: REQUESTS })
  .map((all) => all.flatMap((request) => MOMENTS.map((now) => [request, now] as const)));

const OUTCOMES = [
  "allow rule",
  "ask approval_required",
  "deny rule",
  "deny no_rule",
  "deny rate_limited",
  "deny tool_quarantined",
  "deny blocked",
];

const decide = (policy: Policy, facts: Parameters<typeof indexFacts>[0]) => {
  const index = buildIndex(policy, "7");
  const known = indexFacts(facts);
  return (request: Parameters<typeof evaluate>[1], now: string) =>
    evaluate(index, request, known, parseInstant(now) / 1000);
};

describe("evaluate", () => {
  it(
    `decides ${decisions} random cases as the slow, obvious evaluator does`,
    { timeout: 3_600_000 },
    () => {
      const outcomes = new Map<string, number>();
      fc.assert(
        fc.property(arbitraryPolicy, arbitraryFacts, requests, (policy, facts, all) => {
          const decideOne = decide(policy, facts);
          for (const [request, now] of all) {
            const answer = decideOne(request, now);
            const wanted = { ...naiveDecision(policy, request, facts, now), policyVersion: "7" };
            if (!isDeepStrictEqual(answer, wanted)) expect(answer).toEqual(wanted);
            const outcome = `${answer.effect} ${answer.reason}`;
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          }
        }),
        { numRuns: Math.ceil(decisions / (REQUESTS * MOMENTS.length)) },
      );
      // The cases are worth something: every outcome is there, and not by chance alone.
      const seldom = OUTCOMES.filter((one) => (outcomes.get(one) ?? 0) < decisions / 2000);
      expect(seldom).toEqual([]);
    },
  );

  it("does not mind the order of the rules, nor one that stands twice", () => {
    const shuffled = arbitraryPolicy.chain((policy) =>
      fc
        .shuffledSubarray([...policy.rules, ...policy.rules], { minLength: policy.rules.length })
        .map((some) => ({
          policy,
          again: { ...policy, rules: [...some, ...policy.rules].toReversed() },
        })),
    );
    fc.assert(
      fc.property(shuffled, arbitraryFacts, requests, ({ policy, again }, facts, all) => {
        for (const [request, now] of all) {
          expect(decide(again, facts)(request, now)).toEqual(decide(policy, facts)(request, now));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("is never loosened by a rule that denies, nor tightened by one that allows", () => {
    const strictness: Effect[] = ["allow", "ask", "deny"];
    const rank = (effect: Effect) => strictness.indexOf(effect);
    fc.assert(
      fc.property(
        arbitraryPolicy,
        arbitraryRule,
        arbitraryFacts,
        requests,
        (policy, rule, facts, all) => {
          const more = { ...policy, rules: [...policy.rules, rule] };
          for (const [request, now] of all) {
            const before = rank(decide(policy, facts)(request, now).effect);
            const after = rank(decide(more, facts)(request, now).effect);
            if (rule.effect === "deny") expect(after).toBeGreaterThanOrEqual(before);
            if (rule.effect === "allow") expect(after).toBeLessThanOrEqual(before);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
