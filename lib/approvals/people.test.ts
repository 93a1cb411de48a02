import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { exclusionOf, EXCLUSIONS } from "./eligibility";
import eligibility from "./cases/eligibility.json" with { type: "json" };
import quorums from "./cases/quorum.json" with { type: "json" };
import { type Approver, fits, quorum, wouldCount } from "./quorum";
import { type Step, stepSchema } from "./model";

const names = z.array(z.string()).default([]);
const exclusionCases = z.array(
  z.strictObject({
    name: z.string(),
    person: z.string(),
    involved: z.strictObject({ requesters: names, owners: names, editors: names }),
    expect: z.enum(EXCLUSIONS).nullable(),
  }),
);
const quorumCases = z.array(
  z.strictObject({
    name: z.string(),
    steps: z.array(stepSchema),
    approvers: z.array(z.strictObject({ person: z.string(), groups: z.array(z.string()) })),
    expect: z.strictObject({
      complete: z.boolean(),
      given: z.number(),
      needed: z.number(),
      filled: z.array(z.number()),
    }),
  }),
);

describe("who may never decide", () => {
  test.each(exclusionCases.parse(eligibility.cases))(
    "$name",
    ({ person, involved, expect: wanted }) => {
      const sets = {
        requesters: new Set(involved.requesters),
        owners: new Set(involved.owners),
        editors: new Set(involved.editors),
      };
      expect(exclusionOf(person, sets)).toBe(wanted);
    },
  );
});

describe("who fills a place", () => {
  test.each(quorumCases.parse(quorums.cases))("$name", ({ steps, approvers, expect: wanted }) => {
    const people = approvers.map(({ person, groups }) => ({ person, groups: new Set(groups) }));
    expect(quorum(steps, people)).toEqual(wanted);
  });

  const groups = ["a", "b", "c"];
  const steps = fc.array(
    fc.record({
      from: fc.subarray(
        groups.map((name) => `group:${name}`),
        { minLength: 1 },
      ),
      count: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const approvers = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.subarray(groups)), { maxLength: 6 })
    .map((all) => [
      ...new Map(
        all.map(([n, own]) => [`p${n}`, { person: `p${n}`, groups: new Set(own) }]),
      ).values(),
    ]);

  test("as many as in the best of all ways to seat them, whatever their order", () => {
    fc.assert(
      fc.property(steps, approvers, (asked, people) => {
        const best = mostSeats(asked, people);
        expect(quorum(asked, people).given).toBe(best);
        expect(quorum(asked, people.toReversed()).given).toBe(best);
      }),
    );
  });

  test("another yes never takes one away, and counts exactly where it fills a place", () => {
    fc.assert(
      fc.property(steps, approvers, (asked, people) => {
        const [one, ...before] = people;
        if (one === undefined) return;
        const gained = mostSeats(asked, people) - mostSeats(asked, before);
        expect([0, 1]).toContain(gained);
        expect(wouldCount(asked, before, one)).toBe(gained === 1);
      }),
    );
  });
});

/** Every way, slowly. */
function mostSeats(steps: readonly Step[], [one, ...others]: readonly Approver[]): number {
  if (one === undefined) return 0;
  const seated = steps.flatMap((step, at) => {
    if (step.count === 0 || !fits(step, one)) return [];
    const left = steps.map((own, n) => (n === at ? { ...own, count: own.count - 1 } : own));
    return [1 + mostSeats(left, others)];
  });
  return Math.max(mostSeats(steps, others), ...seated);
}
