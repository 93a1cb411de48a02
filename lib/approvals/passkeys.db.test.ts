// Deciding with a passkey: what it signs, what is refused, and what is kept.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  heldCall,
  type Person,
} from "../testing/approvals";
import type { Authenticator, Manner } from "../testing/authenticator";
import { verifyVotes } from "./verify-votes";

let world: ApprovalWorld;
let bob: Person;
let carol: Person;
let owner: Person;
let bobs: Authenticator;
let carols: Authenticator;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  carol = await world.person("carol", ["leads", "security"]);
  owner = await world.person("olga", [], ["owner"]);
  bobs = await world.enrol(bob);
  carols = await world.enrol(carol);
  await world.destructive("delete_issue");
  const two = { steps: [{ from: ["group:leads"], count: 2 }] };
  await world.publish([
    { ...ASK, resources: ["tool:jira/delete_issue", "tool:jira/read_issue"] },
    { ...ASK, id: "two", resources: ["tool:jira/purge"], approval: two },
  ]);
  await world.destructive("purge");
});
afterAll(() => world.close());

let issues = 0;
let call = heldCall();
const fresh = (tool = "delete_issue") => ({
  ...heldCall({ issue: `PAY-${(issues += 1)}` }),
  resource: { type: "tool", id: `jira/${tool}`, properties: undefined },
});
beforeEach(() => {
  call = fresh();
});

const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);
const stateOf = async (id: string) => {
  const [row] = await run(sql`SELECT state, (SELECT count(*)::int FROM approval_vote
    WHERE approval_id = a.id) AS votes FROM approval a WHERE id = ${id}`);
  return row;
};
const untouched = { state: "pending", votes: 0 };
const challenge = async (who: Person, id: string, ask: object = { choice: "approve" }) => {
  const { status, body } = await world.post(`/api/v1/approvals/${id}/challenge`, ask, who);
  expect([status, body["detail"]]).toEqual([200, undefined]);
  return body;
};
const decide = (who: Person, id: string, answer: object) => world.decide(who, id, answer);
const may = async (who: Person, id: string) =>
  (await world.get(`/api/v1/approvals/${id}`, who.cookie)).body["mayDecide"];

describe("a destructive call", () => {
  test("is approved with a passkey, runs, and the vote keeps what was signed", async () => {
    const id = await world.request(call);
    expect(await may(bob, id)).toMatchObject({
      able: true,
      passkey: { needed: true, able: true, why: null },
    });
    expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
    const run = await world.evaluate(carrying(call, await world.handle(id)));
    expect(run.body["decision"]).toBe(true);
    const card = await world.get(`/api/v1/approvals/${id}`, bob.cookie);
    expect(card.body["votes"]).toMatchObject([{ by: { id: "bob" }, proof: "passkey" }]);
  });

  test("is not approved by a sign-in alone, and denied by one", async () => {
    const id = await world.request(call);
    const alone = await decide(bob, id, { choice: "approve" });
    expect(alone).toMatchObject({ status: 403 });
    expect(alone.body["detail"]).toMatch(/profile/);
    expect(await stateOf(id)).toEqual(untouched);
    const denied = await decide(bob, id, { choice: "deny", reason: "not today" });
    expect(denied.body).toMatchObject({ state: "denied" });
  });

  test("leads whoever has no passkey to where one is added", async () => {
    const dave = await world.person("dave");
    const id = await world.request(call);
    expect(await may(dave, id)).toMatchObject({
      able: false,
      deny: true,
      why: expect.stringMatching(/none yet/),
      passkey: { needed: true, able: false },
    });
    const ask = await world.post(`/api/v1/approvals/${id}/challenge`, { choice: "approve" }, dave);
    expect(ask).toMatchObject({ status: 403 });
    expect(ask.body["detail"]).toMatch(/profile/);
  });

  test("needs no recent sign-in beside the passkey", async () => {
    const late = await world.person("late");
    const key = await world.enrol(late);
    await run(sql`UPDATE member_session SET auth_time = now() - interval '3 hours'
      WHERE member_id = ${late.id}`);
    const id = await world.request(call);
    const answer = { choice: "deny", reason: "not today" };
    expect((await decide(late, id, answer)).status).toBe(403);
    expect((await world.decideWith(key, late, id)).body).toMatchObject({ state: "approved" });
  });

  test("that became destructive after a yes by sign-in does not run by it", async () => {
    call = fresh("read_issue");
    const id = await world.request(call);
    expect((await decide(bob, id, { choice: "approve" })).body).toMatchObject({
      state: "approved",
    });
    await world.destructive("read_issue");
    const held = await world.evaluate(carrying(call, await world.handle(id)));
    expect(held.body["decision"]).toBe(false);
    await run(sql`UPDATE tool SET risk = 'read' WHERE name = 'read_issue'`);
    const ran = await world.evaluate(carrying(call, await world.handle(id)));
    expect(ran.body["decision"]).toBe(true);
  });
});

test("a call that is not destructive can be decided with a passkey as well", async () => {
  const id = await world.request(fresh("read_issue"));
  expect(await may(bob, id)).toMatchObject({ passkey: { needed: false, able: true } });
  expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
});

describe("what a passkey signed is refused, and nothing of the approval is used up,", () => {
  const manners: [string, Manner][] = [
    ["at another origin", { origin: "http://localhost:3001" }],
    ["for another host", { rpId: "evil.example" }],
    ["inside a frame of another page", { crossOrigin: true }],
    ["without verifying the person", { verified: false }],
    ["with a counter that went back", { counter: 1 }],
  ];
  test.each(manners)("%s", async (_name, manner) => {
    const id = await world.request(call);
    const answer = { choice: "approve" } as const;
    expect((await world.decideWith(bobs, bob, id, answer, manner)).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
    expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
  });

  test("for the other choice", async () => {
    const id = await world.request(call);
    const no = bobs.sign(await challenge(bob, id, { choice: "deny" }));
    expect((await decide(bob, id, { choice: "approve", passkey: no })).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
    const yes = bobs.sign(await challenge(bob, id));
    const denied = await decide(bob, id, { choice: "deny", reason: "no no", passkey: yes });
    expect(denied.status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
  });

  test("for another approval of the same call", async () => {
    const id = await world.request(call);
    const other = await world.request(fresh());
    const signed = bobs.sign(await challenge(bob, other));
    expect((await decide(bob, id, { choice: "approve", passkey: signed })).status).toBe(403);
    expect([await stateOf(id), await stateOf(other)]).toEqual([untouched, untouched]);
  });

  test("for a wider scope, or as somebody's deputy", async () => {
    const id = await world.request(call);
    const scope = { choice: "approve", scope: "same_arguments" };
    const wide = bobs.sign(await challenge(bob, id, scope));
    expect((await decide(bob, id, { choice: "approve", passkey: wide })).status).toBe(403);
    const plain = bobs.sign(await challenge(bob, id));
    expect((await decide(bob, id, { ...scope, passkey: plain })).status).toBe(403);
    const asDeputy = bobs.sign(await challenge(bob, id, { choice: "approve", for: carol.id }));
    expect((await decide(bob, id, { choice: "approve", passkey: asDeputy })).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
  });

  test("a second time", async () => {
    const id = await world.request(fresh("purge"));
    const passkey = bobs.sign(await challenge(bob, id));
    const both = await Promise.all(
      [1, 2].map(() => decide(bob, id, { choice: "approve", passkey })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    expect((await decide(bob, id, { choice: "approve", passkey })).status).toBe(403);
    expect(await stateOf(id)).toEqual({ state: "pending", votes: 1 });
  });

  test("for another member, or by another member's passkey", async () => {
    const id = await world.request(call);
    const forCarol = bobs.sign(await challenge(carol, id));
    expect((await decide(bob, id, { choice: "approve", passkey: forCarol })).status).toBe(403);
    expect((await decide(carol, id, { choice: "approve", passkey: forCarol })).status).toBe(403);
    const byCarol = carols.sign(await challenge(bob, id));
    expect((await decide(bob, id, { choice: "approve", passkey: byCarol })).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
  });

  test("after two minutes", async () => {
    const id = await world.request(call);
    const passkey = bobs.sign(await challenge(bob, id));
    await run(sql`UPDATE passkey_challenge SET expires_at = now() WHERE approval_id = ${id}`);
    expect((await decide(bob, id, { choice: "approve", passkey })).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
  });

  test("by a passkey that was removed meanwhile", async () => {
    const gone = await world.person("gone");
    const key = await world.enrol(gone);
    const id = await world.request(call);
    const passkey = key.sign(await challenge(gone, id));
    await run(sql`UPDATE member_passkey SET removed_at = now() WHERE member_id = ${gone.id}`);
    expect((await decide(gone, id, { choice: "approve", passkey })).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
  });

  test("for the breaking of the glass", async () => {
    const both = await world.person("both", ["leads"], ["approver", "owner"]);
    const key = await world.enrol(both);
    const id = await world.request(call);
    const path = `/api/v1/approvals/${id}/break-glass`;
    const asked = await world.post(`${path}/challenge`, {}, both);
    const glass = key.sign(asked.body);
    expect((await decide(both, id, { choice: "approve", passkey: glass })).status).toBe(403);
    const step = key.sign(await challenge(both, id));
    const reason = "production is down, ticket INC-7";
    expect((await world.post(path, { reason, passkey: step }, both)).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
  });
});

describe("a passkey of less than a day", () => {
  let dave: Person;
  let erin: Person;
  let daves: Authenticator;
  let erins: Authenticator;
  beforeAll(async () => {
    dave = await world.person("young-dave");
    erin = await world.person("young-erin");
    daves = await world.enrol(dave, "23 hours");
    erins = await world.enrol(erin, "1 minute");
  });

  test("does not approve a destructive call alone, says from when, and denies", async () => {
    const id = await world.request(call);
    expect(await may(dave, id)).toMatchObject({
      able: false,
      deny: true,
      passkey: { needed: true, able: false, why: expect.stringMatching(/younger than a day/) },
    });
    const refused = await world.decideWith(daves, dave, id);
    expect(refused).toMatchObject({ status: 403 });
    expect(refused.body["detail"]).toMatch(/younger than a day/);
    expect(await stateOf(id)).toEqual(untouched);
    const no = { choice: "deny", reason: "not today" } as const;
    expect((await world.decideWith(daves, dave, id, no)).body).toMatchObject({ state: "denied" });
  });

  test("nor two of them together, but beside an older one", async () => {
    const id = await world.request(fresh("purge"));
    expect((await world.decideWith(daves, dave, id)).body).toMatchObject({ state: "pending" });
    expect((await world.decideWith(erins, erin, id)).status).toBe(403);
    expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
    const other = await world.request(fresh("purge"));
    expect((await world.decideWith(bobs, bob, other)).body).toMatchObject({ state: "pending" });
    expect((await world.decideWith(erins, erin, other)).body).toMatchObject({ state: "approved" });
  });

  test("decides what is not destructive", async () => {
    const id = await world.request(fresh("read_issue"));
    expect((await world.decideWith(erins, erin, id)).body).toMatchObject({ state: "approved" });
  });

  test("is not offered where an older one is at hand", async () => {
    const frank = await world.person("frank");
    await world.enrol(frank);
    const old = await challenge(frank, await world.request(call));
    await world.enrol(frank, "1 minute");
    const both = await challenge(frank, await world.request(fresh()));
    expect(both["allowCredentials"]).toEqual(old["allowCredentials"]);
    const any = await challenge(frank, await world.request(fresh("read_issue")));
    expect(any["allowCredentials"]).toHaveLength(2);
  });
});

describe("breaking the glass", () => {
  const reason = { reason: "production is down, ticket INC-7" };
  const glass = (key: Authenticator, id: string) => world.breakGlass(key, owner, id, reason.reason);

  test("takes a passkey, which must be old enough for a destructive call", async () => {
    const id = await world.request(call);
    const path = `/api/v1/approvals/${id}`;
    const shown = await world.get(path, owner.cookie);
    expect(shown.body).toMatchObject({
      mayBreakGlass: true,
      glassPasskey: { needed: true, able: false },
    });
    const alone = await world.post(`${path}/break-glass`, reason, owner);
    expect(alone).toMatchObject({ status: 403 });
    expect(alone.body["detail"]).toMatch(/profile/);
    const young = await world.enrol(owner, "1 hour");
    expect((await glass(young, id)).status).toBe(403);
    expect(await stateOf(id)).toEqual(untouched);
    const old = await world.enrol(owner);
    expect((await glass(old, id)).body).toMatchObject({ state: "approved" });
    const ran = await world.evaluate(carrying(call, await world.handle(id)));
    expect(ran.body["decision"]).toBe(true);
  });

  test("of an owner alone: an approver is given nothing to sign", async () => {
    const id = await world.request(call);
    const path = `/api/v1/approvals/${id}/break-glass/challenge`;
    expect((await world.post(path, {}, bob)).status).toBe(403);
  });
});

describe("verifying what is stored", () => {
  const problems = async () => {
    const found: (string | null)[] = [];
    for await (const { proof, problem } of verifyVotes(world.api.deployment.pool.sql)) {
      if (proof === "passkey") found.push(problem);
    }
    return found;
  };
  /** As somebody could who owns the database. */
  const forge = async (id: string, change: ReturnType<typeof sql>) => {
    await run(sql`ALTER TABLE approval_vote DISABLE TRIGGER approval_vote_keep`);
    await run(sql`UPDATE approval_vote SET ${change} WHERE approval_id = ${id}`);
    await run(sql`ALTER TABLE approval_vote ENABLE TRIGGER approval_vote_keep`);
  };

  test("every vote that was taken holds, deputies and wider scopes too", async () => {
    await world.publish([{ ...ASK, approval: { ...ASK.approval, wider: ["same_arguments"] } }]);
    const gil = await world.person("gil", ["security"]);
    const key = await world.enrol(gil);
    const from = new Date(Date.now() - 1_000).toISOString();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const delegation = { to: gil.id, from, until, reason: "on holiday" };
    expect((await world.post("/api/v1/approval-delegations", delegation, bob)).status).toBe(201);
    const id = await world.request(call);
    const answer = { choice: "approve", for: bob.id, scope: "same_arguments" } as const;
    expect((await world.decideWith(key, gil, id, answer)).body).toMatchObject({
      state: "approved",
    });
    const found = await problems();
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter((one) => one !== null)).toEqual([]);
  });

  test("a vote that was turned, moved to another member, or given another key does not", async () => {
    const id = await world.request(call);
    const no = { choice: "deny", reason: "not today" } as const;
    await world.decideWith(bobs, bob, id, no);
    const broken = async () => (await problems()).filter((one) => one !== null);
    await forge(id, sql`choice = 'approve'`);
    expect(await broken()).toEqual(["something else was signed than is recorded"]);
    await forge(id, sql`choice = 'deny', member_id = ${carol.id}`);
    expect(await broken()).toEqual(["the admin log does not say that this member added this key"]);
    await forge(
      id,
      sql`member_id = ${bob.id},
      evidence = replace(evidence, '"signature":"ME', '"signature":"MF')`,
    );
    expect(await broken()).toEqual(["the signature is not one of this key"]);
  });

  test("what a vote was proved with cannot be left out or changed", async () => {
    const id = await world.request(call);
    await world.decideWith(bobs, bob, id);
    await expect(
      run(sql`UPDATE approval_vote SET evidence = NULL WHERE approval_id = ${id}`),
    ).rejects.toThrow();
    const other = await world.request(fresh());
    await expect(
      run(sql`INSERT INTO approval_vote
        (approval_id, person_id, member_id, power_id, choice, kind, proof, proved_at)
        SELECT ${other}, person_id, id, person_id, 'approve', 'step', 'passkey', now()
        FROM member WHERE id = ${bob.id}`),
    ).rejects.toThrow();
  });
});
