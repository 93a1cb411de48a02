// One answer to several held calls: what it may go to, and what it leaves behind.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EvaluationRequest } from "../policy/request";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  heldCall,
  type Person,
} from "../testing/approvals";

const PATH = "/api/v1/approval-selection";
let world: ApprovalWorld;
let bob: Person;
let carol: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  carol = await world.person("carol");
  await world.writing("comment", "close");
  await world.publish([ASK]);
});
afterAll(() => world.close());

/** A caller whom bob has said yes to once. */
let caller = "";
let callers = 0;
beforeEach(async () => {
  caller = `caller-${(callers += 1)}`;
  const { status, body } = await world.decide(bob, await world.request(call()));
  if (status !== 200) throw new Error(JSON.stringify(body));
});

let texts = 0;
function call(more: Record<string, unknown> = {}, tool = "comment"): EvaluationRequest {
  const held = heldCall({ text: `text ${(texts += 1)}` }, more, caller);
  return { ...held, resource: { ...held.resource, id: `jira/${tool}` } };
}
const several = async (count = 3) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push(await world.request(call()));
  return ids;
};
const decide = (ids: string[], answer: object = { choice: "approve" }, who: Person = bob) =>
  world.post(`${PATH}/decide`, { ids, ...answer }, { cookie: who.cookie });
const look = (ids: string[], who: Person = bob) =>
  world.get(`${PATH}?ids=${ids.join(",")}`, who.cookie);
const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);
const votesOn = async (ids: string[]) => [
  ...(await run(sql`
    SELECT approval_id AS id, selection_id AS selection FROM approval_vote
    WHERE approval_id IN (SELECT json_array_elements_text(${JSON.stringify(ids)}::text::json))`)),
];

describe("one yes to several", () => {
  test("is a vote and a record for each, and lets each run once", async () => {
    const calls = [call(), call(), call()];
    const ids: string[] = [];
    for (const one of calls) ids.push(await world.request(one));
    expect((await look(ids)).body).toMatchObject({ approve: null, deny: null });
    const { status, body } = await decide(ids, { choice: "approve", reason: "as agreed" });
    expect(status).toBe(200);
    expect(body).toEqual({
      decided: ids.map((id) => ({ id, state: "approved" })),
      refused: [],
    });
    const votes = await votesOn(ids);
    expect(votes).toHaveLength(3);
    expect(new Set(votes.map(({ selection }) => selection)).size).toBe(1);
    const records = await run(sql`
      SELECT subject FROM admin_log WHERE action = 'approval.voted'
        AND details->>'selection' = ${String(votes[0]?.["selection"])}`);
    expect(records.map(({ subject }) => subject).toSorted()).toEqual(ids.toSorted());
    const card = await world.get(`/api/v1/approvals/${ids[0]}`, bob.cookie);
    expect(card.body).toMatchObject({ votes: [{ together: 3, reason: "as agreed" }] });
    for (const [n, one] of calls.entries()) {
      const handle = await world.handle(String(ids[n]));
      const [first, second] = [
        await world.evaluate(carrying(one, handle), { requestId: `run-${ids[n]}` }),
        await world.evaluate(carrying(one, handle), { requestId: `again-${ids[n]}` }),
      ];
      expect([first.body["decision"], second.body["decision"]]).toEqual([true, false]);
    }
  });

  test("counts in one step, where two people are asked", async () => {
    await world.publish([{ ...ASK, approval: { steps: [{ from: ["group:leads"], count: 2 }] } }]);
    const ids = await several(2);
    const { body } = await decide(ids);
    expect(body).toMatchObject({ decided: ids.map((id) => ({ id, state: "pending" })) });
    await world.publish([ASK]);
  });

  test("decides the others where one waits no longer, and says so", async () => {
    const ids = await several(3);
    const gone = String(ids[1]);
    await world.decide(carol, gone, { choice: "deny", reason: "not this one" });
    const { body } = await decide(ids);
    expect(body).toMatchObject({
      decided: [{ id: ids[0] }, { id: ids[2] }],
      refused: [{ id: gone, why: "It waits no longer: it is denied by now." }],
    });
  });

  test("at once from two windows decides each of them once", async () => {
    const ids = await several(5);
    const answers = await Promise.all([decide(ids), decide(ids.toReversed())]);
    const decided = answers.flatMap(({ body }) => body["decided"]);
    expect(decided).toHaveLength(5);
    expect(await votesOn(ids)).toHaveLength(5);
  });

  test("shares its time among them in the figures of how fast somebody is", async () => {
    const ids = await several(2);
    const timed = await world.person(`timed-${callers}`);
    // A hundred seconds after they were asked.
    await run(sql`
      INSERT INTO approval_vote (approval_id, person_id, member_id, power_id, choice, kind, proof,
                                 proved_at, voted_at, selection_id)
      SELECT a.id, m.person_id, m.id, m.person_id, 'approve', 'step', 'session', now(),
             (SELECT max(requested_at) FROM approval) + interval '100 seconds', 'sel_timed'
      FROM approval a, member m WHERE m.id = ${timed.id}
        AND a.id IN (SELECT json_array_elements_text(${JSON.stringify(ids)}::text::json))`);
    const auditor = await world.person(`auditor-${callers}`, [], ["auditor"]);
    const { body } = await world.get("/api/v1/approval-figures", auditor.cookie);
    expect(body["approvers"]).toContainEqual(
      expect.objectContaining({
        person: { id: timed.slug, name: timed.slug },
        votes: 2,
        medianSeconds: 50,
      }),
    );
  });
});

describe("never in one answer", () => {
  const refusedWith = async (odd: EvaluationRequest) => {
    const ids = [...(await several(2)), await world.request(odd)];
    const seen = await look(ids);
    const { status, body } = await decide(ids);
    expect(status).toBe(409);
    expect(await votesOn(ids)).toEqual([]);
    expect(seen.body).toMatchObject({ approve: { id: ids[2], why: body["detail"] } });
    return String(body["detail"]);
  };

  test("another tool", async () => {
    expect(await refusedWith(call({}, "close"))).toContain("one tool");
  });

  test("somebody's first call", async () => {
    caller = `${caller}-other`;
    const odd = call();
    caller = caller.slice(0, -"-other".length);
    expect(await refusedWith(odd)).toContain("have not said yes");
  });

  test.each([
    ["the agent", { agent: "other-bot" }],
    ["the definition", { definitionSha256: "ab".repeat(32) }],
    ["the mode", { runAs: "service" }],
    ["who it runs as", { downstream: { iss: "https://idp.example", sub: "svc" } }],
  ])("a call in which %s is not as before", async (_, more) => {
    expect(await refusedWith(call(more))).toMatch(/More than its arguments|one verdict/);
  });

  test("what follows a no", async () => {
    const ids = await several(3);
    await world.decide(bob, String(ids[0]), { choice: "deny", reason: "stop" });
    const left = ids.slice(1);
    expect((await decide(left)).body["detail"]).toContain("You said no");
    expect(await votesOn(left)).toEqual([]);
  });

  test("what the catalog calls destructive, or says nothing of", async () => {
    const ids = await several(2);
    await world.destructive("comment");
    expect((await decide(ids)).body["detail"]).toContain("destructive");
    await run(sql`UPDATE tool SET risk = NULL WHERE name = 'comment'`);
    expect((await decide(ids)).body["detail"]).toContain("catalog");
    await world.writing("comment");
    expect((await decide(ids)).status).toBe(200);
  });

  test("one alone, the same one twice, or more than twenty", async () => {
    const ids = await several(2);
    for (const wrong of [
      ids.slice(1),
      [...ids, ...ids],
      Array.from({ length: 21 }, (_, n) => `${n}`),
    ]) {
      expect((await decide(wrong)).status).toBe(400);
    }
    expect((await decide(ids, { choice: "deny" })).status).toBe(400);
    expect(await votesOn(ids)).toEqual([]);
  });

  test("by an old sign-in, or by whom it is not addressed to", async () => {
    const ids = await several(2);
    const stranger = await world.person(`stranger-${callers}`, []);
    expect((await decide(ids, { choice: "approve" }, stranger)).status).toBe(404);
    expect((await look(ids, stranger)).status).toBe(404);
    await run(sql`UPDATE member_session SET auth_time = now() - interval '6 minutes'`);
    const stale = await decide(ids);
    await run(sql`UPDATE member_session SET auth_time = now()`);
    expect(stale.status).toBe(403);
    expect(stale.body).toMatchObject({ details: { signInAgain: true } });
    expect(await votesOn(ids)).toEqual([]);
  });
});

test("one no goes to the first calls of several people, with one reason", async () => {
  const ids: string[] = [];
  for (const sub of ["new-a", "new-b"]) {
    caller = `${sub}-${callers}`;
    ids.push(await world.request(call()));
  }
  expect((await look(ids)).body).toMatchObject({ approve: { id: ids[0] }, deny: null });
  const { body } = await decide(ids, { choice: "deny", reason: "a loop, by the looks of it" });
  expect(body).toMatchObject({ decided: ids.map((id) => ({ id, state: "denied" })) });
  expect((await world.task(String(ids[1]))).body).toMatchObject({
    task: { display: { description: "a loop, by the looks of it" } },
  });
});
