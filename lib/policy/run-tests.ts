// The tests that a policy carries: what it must answer, whatever else changes.
import { buildIndex } from "./build-index";
import type { DirectoryFacts } from "./directory-facts";
import { evaluate } from "./evaluate";
import { indexBlocks } from "./facts";
import type { Effect, Policy } from "./model";

export type FailedTest = { at: number; name: string; expected: Effect; answered: Effect };

/**
 * Those that get another answer than they expect, by the rules alone: with the directory of today,
 * with the groups that their requests state, and without blocks, quarantine and used-up limits.
 */
export function failedTests(policy: Policy, directory: DirectoryFacts, now: number): FailedTest[] {
  const index = buildIndex(policy, null);
  const facts = {
    ...directory,
    groupsTrusted: true,
    isHeld: () => false,
    callsMade: () => 0,
    blocks: indexBlocks([]),
  };
  return policy.tests.flatMap(({ name, request, expect: expected }, at) => {
    const { effect: answered } = evaluate(index, request, facts, now);
    return answered === expected ? [] : [{ at, name, expected, answered }];
  });
}
