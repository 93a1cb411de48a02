// Approvals against a model of them: whatever people, gateways and the policy do in whatever order,
// a call runs at most once, by a yes of entitled people, as it was approved, in its time.
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  approvalCommands,
  MODEL_GROUPS,
  modelRules,
  type RealApprovals,
} from "../testing/approval-model";
import { approvalWorld, ISSUER } from "../testing/approvals";

const numRuns = z.coerce.number().default(25).parse(process.env["APPROVAL_MODEL_RUNS"]);

let real: RealApprovals;
beforeAll(async () => {
  const world = await approvalWorld();
  await world.destructive("delete_issue");
  await world.writing("comment");
  const made = Object.entries(MODEL_GROUPS).map(async ([name, groups]) => {
    const person = await world.person(name, groups);
    return { ...person, key: await world.enrol(person) };
  });
  const people = Object.fromEntries((await Promise.all(made)).map((one) => [one.slug, one]));
  real = { world, people, held: 0, ran: 0 };
  await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
    VALUES ('prn_alice', ${ISSUER}, 'alice', (SELECT id FROM person WHERE slug = 'alice'),
            'manual', now())`);
});
afterAll(() => real.world.close());
const run = (query: ReturnType<typeof sql>) => real.world.api.deployment.pool.db.execute(query);

test(
  "holds whatever happens in whatever order",
  { timeout: 60_000 + numRuns * 20_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.commands(approvalCommands, { maxCommands: 40, size: "max" }),
        async (all) => {
          await run(sql`UPDATE member SET disabled_at = NULL`);
          await run(sql`UPDATE approval SET state = 'cancelled', settled_at = now()
        WHERE state = 'pending'`);
          const version = await real.world.publish(modelRules("leads"));
          const setup = () => ({
            model: { held: [], steps: "leads" as const, version, disabled: new Set<string>() },
            real,
          });
          await fc.asyncModelRun(setup, all);
          const [twice] =
            await run(sql`SELECT subject FROM admin_log WHERE action = 'approval.redeemed'
        GROUP BY subject HAVING count(*) > 1`);
          expect(twice).toBeUndefined();
        },
      ),
      { numRuns, endOnFailure: true },
    );
    // A model in which no call ever runs would prove nothing.
    expect(real.ran).toBeGreaterThan(0);
  },
);
