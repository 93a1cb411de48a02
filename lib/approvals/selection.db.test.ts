// One answer to several held calls, and what it leaves behind.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ASK, carrying } from "../testing/approvals";
import { type SelectionWorld, selectionWorld } from "../testing/selections";

let desk: SelectionWorld;
beforeAll(async () => {
  desk = await selectionWorld();
});
afterAll(() => desk.world.close());

/** Whom bob has said yes to once. */
let caller: string;
beforeEach(async () => {
  caller = await desk.known();
});

describe("one yes to several", () => {
  test("is a vote and a record for each, and lets each run once", async () => {
    const calls = [desk.call(caller), desk.call(caller), desk.call(caller)];
    const ids: string[] = [];
    for (const one of calls) ids.push(await desk.world.request(one));
    expect((await desk.look(ids)).body).toMatchObject({ approve: null, deny: null });
    const { status, body } = await desk.decide(ids, { choice: "approve", reason: "as agreed" });
    expect(status).toBe(200);
    expect(body).toEqual({
      decided: ids.map((id) => ({ id, state: "approved" })),
      refused: [],
    });
    const votes = await desk.votesOn(ids);
    expect(votes).toHaveLength(3);
    expect(new Set(votes.map(({ selection }) => selection)).size).toBe(1);
    const records = await desk.run(sql`
      SELECT subject FROM admin_log WHERE action = 'approval.voted'
        AND details->>'selection' = ${String(votes[0]?.["selection"])}`);
    expect(records.map(({ subject }) => subject).toSorted()).toEqual(ids.toSorted());
    const card = await desk.world.get(`/api/v1/approvals/${ids[0]}`, desk.bob.cookie);
    expect(card.body).toMatchObject({ votes: [{ together: 3, reason: "as agreed" }] });
    for (const [n, one] of calls.entries()) {
      const handle = await desk.world.handle(String(ids[n]));
      const [first, second] = [
        await desk.world.evaluate(carrying(one, handle), { requestId: `run-${ids[n]}` }),
        await desk.world.evaluate(carrying(one, handle), { requestId: `again-${ids[n]}` }),
      ];
      expect([first.body["decision"], second.body["decision"]]).toEqual([true, false]);
    }
  });

  test("counts in one step, where two people are asked", async () => {
    await desk.world.publish([
      { ...ASK, approval: { steps: [{ from: ["group:leads"], count: 2 }] } },
    ]);
    const ids = await desk.several(caller, 2);
    const { body } = await desk.decide(ids);
    expect(body).toMatchObject({ decided: ids.map((id) => ({ id, state: "pending" })) });
    await desk.world.publish([ASK]);
  });

  test("decides the others where one waits no longer, and says so", async () => {
    const ids = await desk.several(caller, 3);
    const gone = String(ids[1]);
    await desk.world.decide(desk.carol, gone, { choice: "deny", reason: "not this one" });
    const { body } = await desk.decide(ids);
    expect(body).toMatchObject({
      decided: [{ id: ids[0] }, { id: ids[2] }],
      refused: [{ id: gone, why: "It waits no longer: it is denied by now." }],
    });
  });

  test("at once from two windows decides each of them once", async () => {
    const ids = await desk.several(caller, 5);
    const answers = await Promise.all([desk.decide(ids), desk.decide(ids.toReversed())]);
    const decided = answers.flatMap(({ body }) => body["decided"]);
    expect(decided).toHaveLength(5);
    expect(await desk.votesOn(ids)).toHaveLength(5);
  });

  test("shares its time among them in the figures of how fast somebody is", async () => {
    const ids = await desk.several(caller, 2);
    const timed = await desk.world.person("timed");
    // A hundred seconds after they were asked.
    await desk.run(sql`
      INSERT INTO approval_vote (approval_id, person_id, member_id, power_id, choice, kind, proof,
                                 proved_at, voted_at, selection_id)
      SELECT a.id, m.person_id, m.id, m.person_id, 'approve', 'step', 'session', now(),
             (SELECT max(requested_at) FROM approval) + interval '100 seconds', 'sel_timed'
      FROM approval a, member m WHERE m.id = ${timed.id}
        AND a.id IN (SELECT json_array_elements_text(${JSON.stringify(ids)}::text::json))`);
    const auditor = await desk.world.person("auditor", [], ["auditor"]);
    const { body } = await desk.world.get("/api/v1/approval-figures", auditor.cookie);
    expect(body["approvers"]).toContainEqual(
      expect.objectContaining({
        person: { id: timed.slug, name: timed.slug },
        votes: 2,
        medianSeconds: 50,
      }),
    );
  });
});

test("one no goes to the first calls of several people, with one reason", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 2; n += 1) ids.push(await desk.world.request(desk.call(desk.nobody())));
  expect((await desk.look(ids)).body).toMatchObject({ approve: { id: ids[0] }, deny: null });
  const { body } = await desk.decide(ids, { choice: "deny", reason: "a loop, by the looks of it" });
  expect(body).toMatchObject({ decided: ids.map((id) => ({ id, state: "denied" })) });
  expect((await desk.world.task(String(ids[1]))).body).toMatchObject({
    task: { display: { description: "a loop, by the looks of it" } },
  });
});
