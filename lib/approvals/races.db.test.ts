// Two approvers and two redeemers at once, on eight connections. APPROVAL_RACES makes it as many
// rounds as one has time for.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  heldCall,
  type Person,
} from "../testing/approvals";
import type { Authenticator } from "../testing/authenticator";
import { digestMac } from "./binding";
import { handleOf } from "./handle";

const ROUNDS = z.coerce.number().default(100).parse(process.env["APPROVAL_RACES"]);
const TOGETHER = 2;

let world: ApprovalWorld;
let bob: Person;
let carol: Person;
let keys: Map<Person, Authenticator>;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  carol = await world.person("carol");
  keys = new Map([
    [bob, await world.enrol(bob)],
    [carol, await world.enrol(carol)],
  ]);
  // What takes two people takes their passkeys as well.
  await world.destructive("purge");
  const both = { steps: [{ from: ["group:leads"], count: 2 }] };
  await world.publish([
    { ...ASK, resources: ["tool:jira/delete_issue"] },
    { ...ASK, id: "both", resources: ["tool:jira/purge"], approval: both },
  ]);
});
afterAll(() => world.close());

test(
  `${ROUNDS} races: never two executions, never a person twice, never another call`,
  { timeout: 60_000 + ROUNDS * 500 },
  async () => {
    const { container, deployment } = world.api;
    const mac = digestMac(container.keys);
    for (let round = 0; round < ROUNDS; round += TOGETHER) {
      await container.decisions.inForce.look();
      // Many rounds take longer than a sign-in is good for.
      if (round % 100 === 0) await deployment.pool.sql`UPDATE member_session SET auth_time = now()`;
      await Promise.all(
        Array.from({ length: Math.min(TOGETHER, ROUNDS - round) }, (_, n) => race(round + n)),
      );
    }

    async function race(n: number) {
      const needed = 1 + (n % 2);
      const resource = { type: "tool", id: needed === 1 ? "jira/delete_issue" : "jira/purge" };
      const call = { ...heldCall({ issue: `RACE-${n}` }, {}, `caller-${n}`), resource };
      const other = { ...heldCall({ issue: `RACE-${n}x` }, {}, `caller-${n}`), resource };
      const id = await world.request(call);
      const handle = handleOf(mac, id);
      const redeems = (what: typeof call, requestId: string) =>
        world.evaluate(carrying(what, handle), { requestId });
      // The same people twice as well, and redeemers from before there is a yes until after it.
      const votes = [bob, carol, bob].map((who) => {
        const key = needed === 2 ? keys.get(who) : undefined;
        return key ? world.decideWith(key, who, id) : world.decide(who, id);
      });
      const early = [redeems(call, `${n}-1`), redeems(call, `${n}-2`), redeems(other, `${n}-3`)];
      const voted = await Promise.all(votes);
      const late = await Promise.all([
        redeems(call, `${n}-4`),
        redeems(call, `${n}-5`),
        redeems(other, `${n}-6`),
      ]);
      const answers = [...(await Promise.all(early)), ...late].map(({ body }) => body["decision"]);
      expect([answers[2], answers[5]]).toEqual([false, false]);
      expect(answers.filter((one) => one === true)).toHaveLength(1);
      expect(voted.filter(({ status }) => status === 200)).toHaveLength(needed);
      const [row] = await deployment.pool.db.execute(sql`
        SELECT a.state, count(v.*)::int AS votes,
               count(DISTINCT v.person_id)::int AS people,
               (SELECT count(*)::int FROM admin_log WHERE subject = a.id
                  AND action = 'approval.redeemed') AS redeemed
        FROM approval a LEFT JOIN approval_vote v ON v.approval_id = a.id
        WHERE a.id = ${id} GROUP BY a.id`);
      expect(row).toEqual({ state: "used", votes: needed, people: needed, redeemed: 1 });
    }
  },
);
