// Who decides, and what a yes takes.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  contextOf,
  heldCall,
  ISSUER,
  membersOf,
  type Person,
} from "../testing/approvals";

let world: ApprovalWorld;
let bob: Person;
let carol: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  carol = await world.person("carol", ["leads", "security"]);
  await world.publish([ASK]);
});
afterAll(() => world.close());

let issues = 0;
const freshCall = (more: Record<string, unknown> = {}, sub = "alice") =>
  heldCall({ issue: `PAY-${(issues += 1)}` }, more, sub);
const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);
const stateOf = async (id: string) => {
  const [row] = await run(sql`SELECT state FROM approval WHERE id = ${id}`);
  return row?.["state"];
};

describe("who decides", () => {
  test("one no denies, with its reason, and the gateway is told it", async () => {
    const id = await world.request(freshCall());
    expect((await world.decide(bob, id, { choice: "deny" })).status).toBe(400);
    const denied = await world.decide(bob, id, { choice: "deny", reason: "not on a Friday" });
    expect(denied.body).toMatchObject({ state: "denied" });
    expect((await world.task(id)).body).toMatchObject({
      task: { status: "denied", display: { description: "not on a Friday" } },
    });
    expect((await world.decide(carol, id)).status).toBe(409);
  });

  test("two of two across groups, and a person in both counts once", async () => {
    const steps = [
      { from: ["group:leads"], count: 1 },
      { from: ["group:security"], count: 1 },
    ];
    await world.publish([{ ...ASK, approval: { steps } }]);
    const id = await world.request(freshCall());
    expect((await world.decide(carol, id)).body).toMatchObject({ state: "pending" });
    expect((await world.decide(carol, id)).status).toBe(409);
    expect((await world.decide(bob, id)).body).toMatchObject({ state: "approved" });
    const dave = await world.person("dave", ["leads"]);
    const other = await world.request(freshCall());
    expect((await world.decide(dave, other)).body).toMatchObject({ state: "pending" });
    // The place of the leads is filled, and bob is in no other group.
    expect((await world.decide(bob, other)).status).toBe(409);
    const no = { choice: "deny", reason: "still no" };
    expect((await world.decide(bob, other, no)).body).toMatchObject({ state: "denied" });
    await world.publish([ASK]);
  });

  test("never who asks, through whichever linked account", async () => {
    const erin = await world.person("erin");
    await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
      SELECT 'prn_' || n, ${ISSUER}, n, (SELECT id FROM person WHERE slug = 'erin'), 'manual', now()
      FROM unnest(ARRAY['erin-1', 'erin-2']) AS n`);
    for (const sub of ["erin-1", "erin-2"]) {
      const id = await world.request(freshCall({}, sub));
      expect(await world.decide(erin, id)).toMatchObject({ status: 403 });
      expect((await world.decide(bob, id)).body).toMatchObject({ state: "approved" });
    }
  });

  test("never who asked, also when the link was taken away in between", async () => {
    const fay = await world.person("fay");
    await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
      VALUES ('prn_fay', ${ISSUER}, 'fay', (SELECT id FROM person WHERE slug = 'fay'), 'manual', now())`);
    const id = await world.request(freshCall({}, "fay"));
    await run(sql`UPDATE principal SET person_id = NULL WHERE sub = 'fay'`);
    expect((await world.decide(fay, id)).status).toBe(403);
  });

  test("never the owner of the agent, nor whoever changed the steps within the hour", async () => {
    await run(sql`INSERT INTO client_owner (client_id, person_id, set_by)
      VALUES ('carols-bot', (SELECT id FROM person WHERE slug = 'carol'), 'test')`);
    const owned = await world.request(freshCall({ agent: "carols-bot" }));
    expect((await world.decide(carol, owned)).status).toBe(403);
    await world.publish([{ ...ASK, approval: { ...ASK.approval, useWithin: "6m" } }]);
    await run(sql`ALTER TABLE policy_version DISABLE TRIGGER policy_version_keep`);
    await run(sql`UPDATE policy_version SET author = ${`member:${bob.email}`}
      WHERE number = (SELECT max(number) FROM policy_version)`);
    const id = await world.request(freshCall());
    expect((await world.decide(bob, id)).status).toBe(403);
    expect((await world.decide(carol, id)).body).toMatchObject({ state: "approved" });
    await run(sql`UPDATE policy_version SET author = 'operator:test'`);
    await run(sql`ALTER TABLE policy_version ENABLE TRIGGER policy_version_keep`);
  });

  test("nobody of another group, without a person, without the role, or with an old sign-in", async () => {
    const id = await world.request(freshCall());
    const stranger = await world.person("stranger", ["interns"]);
    expect((await world.decide(stranger, id)).status).toBe(403);
    const unlinked = await world.api.member("approver");
    expect((await world.decide({ ...unlinked, slug: "none" }, id)).status).toBe(403);
    const viewer = await world.person("viewer", ["leads"], ["admin", "owner", "auditor"]);
    expect((await world.decide(viewer, id)).status).toBe(403);
    const late = await world.person("late");
    await run(sql`UPDATE member_session SET auth_time = now() - interval '6 minutes'
      WHERE member_id = ${late.id}`);
    expect((await world.decide(late, id)).status).toBe(403);
    const token = await world.api.token(bob.id);
    const path = `/api/v1/approvals/${id}/decide`;
    expect((await world.post(path, { choice: "approve" }, { key: token.text })).status).toBe(403);
    expect(await stateOf(id)).toBe("pending");
  });

  test("a deputy decides with the power of who is away, and both count once", async () => {
    const gil = await world.person("gil", ["security"]);
    const from = new Date(Date.now() - 1_000).toISOString();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const delegation = { to: gil.id, from, until, reason: "on holiday" };
    const path = "/api/v1/approval-delegations";
    expect((await world.post(path, delegation, { cookie: bob.cookie })).status).toBe(201);
    expect((await world.post(path, delegation, { cookie: bob.cookie })).status).toBe(409);
    const id = await world.request(freshCall());
    expect((await world.decide(gil, id)).status).toBe(403);
    const card = await world.get(`/api/v1/approvals/${id}`, gil.cookie);
    expect(membersOf(card.body["mayDecide"])["for"]).toMatchObject([{ memberId: bob.id }]);
    const decided = await world.decide(gil, id, { choice: "approve", for: bob.id });
    expect(decided.body).toMatchObject({ state: "approved" });
    const after = await world.get(`/api/v1/approvals/${id}`, gil.cookie);
    expect(after.body["votes"]).toMatchObject([{ by: { id: "gil" }, for: { id: "bob" } }]);
    const list = await world.get(path, bob.cookie);
    const [made] = [list.body["items"]].flat();
    const end = `${path}/${String(membersOf(made)["id"])}/end`;
    expect((await world.post(end, {}, { cookie: bob.cookie })).status).toBe(200);
    const other = await world.request(freshCall());
    const answer = { choice: "approve", for: bob.id };
    expect((await world.decide(gil, other, answer)).status).toBe(403);
  });

  test("a broken glass lets through, tells those passed over, and waits for somebody's review", async () => {
    const owner = await world.person("olga", [], ["owner"]);
    const id = await world.request(freshCall());
    const path = `/api/v1/approvals/${id}`;
    const reason = { reason: "production is down, ticket INC-7" };
    expect((await world.post(`${path}/break-glass`, reason, { cookie: bob.cookie })).status).toBe(
      403,
    );
    const broken = await world.breakGlass(await world.enrol(owner), owner, id, reason.reason);
    expect(broken.body).toMatchObject({ state: "approved" });
    const seen = await world.get(path, bob.cookie);
    expect(seen.body).toMatchObject({ passedOver: true, reviewOpen: true, breakGlass: true });
    expect((await world.post(`${path}/seen`, {}, { cookie: bob.cookie })).status).toBe(200);
    const review = { review: "it was right" };
    // Neither by another account of hers, nor by who asked.
    const again = await world.person("olga-too");
    await run(sql`UPDATE member SET person_id = (SELECT id FROM person WHERE slug = 'olga')
      WHERE id = ${again.id}`);
    const asker = await world.person("alice-herself");
    await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
      VALUES ('prn_asker', ${ISSUER}, 'alice', (SELECT id FROM person WHERE slug = 'alice-herself'), 'manual', now())
      ON CONFLICT (iss, sub) DO UPDATE SET person_id = excluded.person_id,
        link_provenance = 'manual', linked_at = now()`);
    for (const { cookie } of [again, asker])
      expect((await world.post(`${path}/review`, review, { cookie })).status).toBe(403);
    await run(sql`UPDATE principal SET person_id = NULL, link_provenance = NULL, linked_at = NULL
      WHERE iss = ${ISSUER} AND sub = 'alice'`);
    expect((await world.post(`${path}/review`, review, { cookie: bob.cookie })).status).toBe(200);
    expect((await world.post(`${path}/review`, review, { cookie: carol.cookie })).status).toBe(409);
    const ran = await world.evaluate(
      carrying(heldCall({ issue: `PAY-${issues}` }), await world.handle(id)),
    );
    expect(ran.body["decision"]).toBe(true);
  });
});

test("a call that would run as somebody else is approved with a reason, or not at all", async () => {
  await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
    SELECT 'prn_' || s, ${ISSUER}, s, (SELECT id FROM person WHERE slug = p), 'manual', now()
    FROM (VALUES ('carol-idp', 'carol'), ('bob-jira', 'bob')) AS v(s, p)`);
  await run(sql`UPDATE deployment SET directory_version = directory_version + 1`);
  const downstream = { iss: ISSUER, sub: "bob-jira", kind: "user_token" };
  const id = await world.request(freshCall({ downstream }, "carol-idp"));
  const card = await world.get(`/api/v1/approvals/${id}`, bob.cookie);
  expect(card.body).toMatchObject({ verdict: "mismatch", mayDecide: { needsReason: true } });
  expect((await world.decide(bob, id)).status).toBe(400);
  const answer = { choice: "approve", reason: "agreed with carol" };
  expect((await world.decide(bob, id, answer)).body).toMatchObject({ state: "approved" });
});

test("a number that no double holds cannot be approved as another one", async () => {
  const call = JSON.stringify(heldCall({ n: 0 })).replace('"n":0', '"n":9007199254740993');
  const { container, request } = world.api;
  const response = await request("POST", "/access/v1/evaluation", {
    key: world.key,
    headers: { "content-type": "application/json" },
    body: call,
  });
  const body = membersOf(await response.json());
  expect(body["decision"]).toBe(false);
  expect(contextOf(body)).not.toHaveProperty("access_request");
  expect(container.approvals.waiting()).toBe(0);
});
