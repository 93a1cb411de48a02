import { afterAll, beforeAll, expect, test, vi } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  contextOf,
  heldCall,
  membersOf,
  type Person,
} from "../testing/approvals";

let world: ApprovalWorld;
let bob: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  await world.publish([ASK]);
});
afterAll(() => world.close());

test("held, asked for, approved, run once", async () => {
  const held = await world.evaluate(heldCall());
  expect(held).toMatchObject({
    status: 200,
    body: { decision: false, context: { reason: "approval_required", ruleIds: ["ask"] } },
  });
  expect(contextOf(held.body)).toMatchObject({
    access_request: { endpoint: "http://localhost:3000/access/v1/requests" },
  });
  const id = await world.request(heldCall());
  expect((await world.task(id)).body).toMatchObject({ task: { id, status: "pending" } });
  expect(await world.decide(bob, id)).toMatchObject({ status: 200, body: { state: "approved" } });
  const handle = await world.handle(id);
  expect(handle).toMatch(/^aph_/);
  const run = await world.evaluate(carrying(heldCall(), handle), { requestId: "one" });
  expect(run.body).toMatchObject({
    decision: true,
    context: { reason: "approved", approval: { id: handle, public_id: id } },
  });
  const again = await world.evaluate(carrying(heldCall(), handle), { requestId: "two" });
  expect(again.body).toMatchObject({ decision: false, context: { reason: "approval_required" } });
  expect(membersOf(contextOf(again.body)["approval"])["problem"]).toMatch(/used already/);
});

test("both decisions lead to the approval: the one that was held, and the one that it let run", async () => {
  const viewer = (await world.api.member("viewer")).cookie;
  const call = heldCall({ issue: "PAY-3" });
  const id = await world.request(call);
  await world.decide(bob, id);
  const run = await world.evaluate(carrying(call, await world.handle(id)));
  const [row] = await world.api.deployment.pool.sql<{ held: string }[]>`
    SELECT evaluation_id AS held FROM approval WHERE id = ${id}`;
  const approval = { id, state: "used" };
  for (const decision of [row?.held, contextOf(run.body)["id"]]) {
    // Written a moment later.
    await vi.waitFor(
      async () =>
        expect((await world.get(`/api/v1/decisions/${decision}`, viewer)).body).toMatchObject({
          approval,
        }),
      5_000,
    );
  }
});

test("the request that redeemed gets the same answer again, for a lost response loses nothing", async () => {
  const call = heldCall({ issue: "PAY-2" });
  const id = await world.request(call);
  await world.decide(bob, id);
  const approved = carrying(call, await world.handle(id));
  for (const _ of [1, 2, 3]) {
    expect((await world.evaluate(approved, { requestId: "same" })).body["decision"]).toBe(true);
  }
  expect((await world.evaluate(approved, { requestId: "other" })).body["decision"]).toBe(false);
  expect((await world.evaluate(approved)).body["decision"]).toBe(false);
});
