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
import { expireApprovals, pruneEvaluations } from "./expire";
import { MOVES, STATES } from "./model";

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
/** As the clock would: the trigger is put aside for the test alone. */
async function age(id: string, column: "decide_until" | "use_until") {
  await run(sql`ALTER TABLE approval DISABLE TRIGGER approval_keep`);
  await run(
    sql`UPDATE approval SET ${sql.identifier(column)} = now() - interval '1 second' WHERE id = ${id}`,
  );
  await run(sql`ALTER TABLE approval ENABLE TRIGGER approval_keep`);
}

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
    expect((await world.post(`${path}/review`, review, { cookie: bob.cookie })).status).toBe(200);
    expect((await world.post(`${path}/review`, review, { cookie: carol.cookie })).status).toBe(409);
    const run = await world.evaluate(
      carrying(heldCall({ issue: `PAY-${issues}` }), await world.handle(id)),
    );
    expect(run.body["decision"]).toBe(true);
  });
});

describe("what may have changed until the call runs", () => {
  const approved = async (call = freshCall()) => {
    const id = await world.request(call);
    const answer = { choice: "approve", reason: "a test" };
    expect((await world.decide(bob, id, answer)).body).toMatchObject({ state: "approved" });
    return { id, call: carrying(call, await world.handle(id)), plain: call };
  };

  test("an approver who was disabled, lost the role, or left the group makes it deny, and back it counts", async () => {
    const { call } = await approved();
    const breaks = [
      [
        sql`UPDATE member SET disabled_at = now() WHERE id = ${bob.id}`,
        sql`UPDATE member SET disabled_at = NULL WHERE id = ${bob.id}`,
      ],
      [
        sql`UPDATE member_role SET role = 'viewer' WHERE member_id = ${bob.id}`,
        sql`UPDATE member_role SET role = 'approver' WHERE member_id = ${bob.id}`,
      ],
      [
        sql`UPDATE person_group SET name = 'left' WHERE person_id = (SELECT id FROM person WHERE slug = 'bob')`,
        sql`UPDATE person_group SET name = 'leads' WHERE person_id = (SELECT id FROM person WHERE slug = 'bob')`,
      ],
    ] as const;
    for (const [broken, mended] of breaks) {
      await run(broken);
      expect((await world.evaluate(call)).body["decision"]).toBe(false);
      await run(mended);
    }
    expect((await world.evaluate(call)).body["decision"]).toBe(true);
  });

  test("a requester whose access was revoked", async () => {
    const { call } = await approved(freshCall({}, "mallory"));
    await run(sql`INSERT INTO revocation (id, iss, sub, revoked_at, reason, created_by)
      VALUES ('rev', ${ISSUER}, 'mallory', now(), 'gone', 'test')`);
    expect((await world.evaluate(call)).body["decision"]).toBe(false);
  });

  test("a block denies and does not burn it", async () => {
    const { id, call } = await approved();
    await run(sql`INSERT INTO block (id, resource, reason, set_by)
      VALUES ('blk', 'tool:jira/*', 'now', 'test')`);
    await run(sql`UPDATE deployment SET decisions_version = decisions_version + 1`);
    expect((await world.evaluate(call)).body).toMatchObject({
      decision: false,
      context: { reason: "blocked" },
    });
    await run(sql`UPDATE block SET lifted_at = now()`);
    await run(sql`UPDATE deployment SET decisions_version = decisions_version + 1`);
    expect(await stateOf(id)).toBe("approved");
    expect((await world.evaluate(call)).body["decision"]).toBe(true);
  });

  test("a publish that asks the same leaves it usable; other people, and it is void", async () => {
    const { call } = await approved();
    const second = await approved();
    const waiting = await world.request(freshCall());
    await world.publish([{ ...ASK, name: "another name" }]);
    expect((await world.evaluate(call)).body["decision"]).toBe(true);
    await world.publish([
      { ...ASK, approval: { steps: [{ from: ["group:security"], count: 1 }] } },
    ]);
    expect((await world.evaluate(second.call)).body["decision"]).toBe(false);
    expect(await stateOf(second.id)).toBe("voided");
    expect((await world.decide(carol, waiting)).status).toBe(409);
    expect((await world.task(waiting)).body).toMatchObject({ task: { status: "failed" } });
    await world.publish([ASK]);
  });

  test("a yes that is taken back", async () => {
    const { id, call } = await approved();
    const path = `/api/v1/approvals/${id}/revoke`;
    const reason = { reason: "the wrong issue" };
    expect((await world.post(path, reason, { cookie: carol.cookie })).status).toBe(403);
    expect((await world.post(path, reason, { cookie: bob.cookie })).body).toMatchObject({
      state: "revoked",
    });
    expect((await world.evaluate(call)).body["decision"]).toBe(false);
  });

  test("nothing of the call: a changed one neither redeems nor burns", async () => {
    const { id, call, plain } = await approved(
      freshCall({
        definitionSha256: "ab".repeat(32),
        runAs: "service",
        downstream: { iss: "https://jira.example", sub: "svc", kind: "api_key", credential: "c1" },
      }),
    );
    const handle = await world.handle(id);
    const context = plain.context ?? {};
    const others = [
      { ...plain, subject: { ...plain.subject, id: "alicf" } },
      { ...plain, resource: { ...plain.resource, id: "jira/delete_issuf" } },
      { ...plain, context: { ...context, agent: "triage-bou" } },
      { ...plain, context: { ...context, arguments: { issue: "PAY-x" } } },
      { ...plain, context: { ...context, definitionSha256: "ac".repeat(32) } },
      { ...plain, context: { ...context, runAs: "caller" } },
      {
        ...plain,
        context: { ...context, downstream: { iss: "https://jira.example", sub: "svd" } },
      },
    ];
    for (const other of others) {
      expect((await world.evaluate(carrying(other, handle))).body["decision"]).toBe(false);
    }
    const { text: elsewhere } = await world.api.key(["decisions:evaluate"], "other");
    expect((await world.evaluate(call, { key: elsewhere })).body["decision"]).toBe(false);
    expect(await stateOf(id)).toBe("approved");
    expect((await world.evaluate(call)).body["decision"]).toBe(true);
  });
});

describe("time", () => {
  test("what nobody decided has expired at once, for every reader, and is then written down", async () => {
    const id = await world.request(freshCall());
    await age(id, "decide_until");
    const task = await world.task(id);
    expect(task).toMatchObject({ status: 410, body: { task: { status: "expired" } } });
    expect(task.body["type"]).toBe("urn:openid:authzen:access-request:error:task_expired");
    expect((await world.decide(bob, id)).status).toBe(409);
    expect(await stateOf(id)).toBe("pending");
    expect(await expireApprovals(world.api.deployment.pool)).toBeGreaterThan(0);
    expect(await stateOf(id)).toBe("expired");
  });

  test("what was approved and not used in time cannot be used", async () => {
    const call = freshCall();
    const id = await world.request(call);
    await world.decide(bob, id);
    const handle = await world.handle(id);
    await age(id, "use_until");
    expect((await world.evaluate(carrying(call, handle))).body["decision"]).toBe(false);
    await expireApprovals(world.api.deployment.pool);
    expect(await stateOf(id)).toBe("expired");
  });

  test("the arguments go a week after the end, and the approval stays", async () => {
    const id = await world.request(freshCall());
    await world.decide(bob, id, { choice: "deny", reason: "no reason" });
    await run(sql`ALTER TABLE approval DISABLE TRIGGER approval_keep`);
    await run(sql`UPDATE approval SET settled_at = now() - interval '8 days' WHERE id = ${id}`);
    await run(sql`ALTER TABLE approval ENABLE TRIGGER approval_keep`);
    const path = `/api/v1/approvals/${id}/arguments`;
    const before = await world.post(path, {}, { cookie: bob.cookie });
    expect(before.body["arguments"]).toContain("PAY-");
    await pruneEvaluations(world.api.deployment.pool.sql);
    const after = await world.post(path, {}, { cookie: bob.cookie });
    expect(after).toMatchObject({ status: 200, body: { arguments: null } });
    expect((await world.get(`/api/v1/approvals/${id}`, bob.cookie)).status).toBe(200);
  });
});

test("the database itself holds the table of moves", async () => {
  for (const from of STATES) {
    for (const to of STATES) {
      if (from === to) continue;
      const id = await world.request(freshCall());
      const forced = sql`state = ${from},
        approved_at = CASE WHEN ${from} IN ('approved', 'used', 'revoked') THEN now() END,
        use_until = CASE WHEN ${from} IN ('approved', 'used', 'revoked') THEN now() + interval '1 hour' END,
        used_at = CASE WHEN ${from} = 'used' THEN now() END,
        settled_at = CASE WHEN ${from} NOT IN ('pending', 'approved') THEN now() END`;
      await run(sql`ALTER TABLE approval DISABLE TRIGGER approval_keep`);
      await run(sql`UPDATE approval SET ${forced} WHERE id = ${id}`);
      await run(sql`ALTER TABLE approval ENABLE TRIGGER approval_keep`);
      if (to === "expired") await age(id, from === "approved" ? "use_until" : "decide_until");
      const moved = run(sql`UPDATE approval SET state = ${to},
        approved_at = CASE WHEN ${to} = 'approved' THEN now() ELSE approved_at END,
        use_until = CASE WHEN ${to} = 'approved' THEN now() + interval '1 hour' ELSE use_until END,
        used_at = CASE WHEN ${to} = 'used' THEN now() END,
        settled_at = CASE WHEN ${to} NOT IN ('pending', 'approved') THEN now() END WHERE id = ${id}`);
      const allowed: readonly string[] = MOVES[from];
      const outcome = await moved.then(
        () => true,
        () => false,
      );
      expect([from, to, outcome]).toEqual([from, to, allowed.includes(to)]);
      await run(sql`ALTER TABLE approval DISABLE TRIGGER approval_keep`);
      await run(sql`UPDATE approval SET state = 'denied', approved_at = NULL, use_until = NULL,
        used_at = NULL, settled_at = now() WHERE id = ${id}`);
      await run(sql`ALTER TABLE approval ENABLE TRIGGER approval_keep`);
    }
  }
});

test("a grant lets the same call run again, counted, until it is taken back", async () => {
  await world.publish([{ ...ASK, approval: { ...ASK.approval, wider: ["same_arguments"] } }]);
  const call = freshCall();
  const id = await world.request(call);
  const session = { choice: "approve", scope: "tool_in_session" };
  expect((await world.decide(bob, id, session)).status).toBe(400);
  await world.decide(bob, id, { choice: "approve", scope: "same_arguments" });
  for (const _ of [1, 2]) expect((await world.evaluate(call)).body["decision"]).toBe(true);
  expect((await world.evaluate(freshCall())).body["decision"]).toBe(false);
  await run(sql`UPDATE member SET disabled_at = now() WHERE id = ${bob.id}`);
  expect((await world.evaluate(call)).body["decision"]).toBe(false);
  await run(sql`UPDATE member SET disabled_at = NULL WHERE id = ${bob.id}`);
  const grants = await world.get("/api/v1/approval-grants", bob.cookie);
  const [grant] = [grants.body["items"]].flat();
  expect(grant).toMatchObject({ scope: "same_arguments", uses: 2, state: "standing" });
  const path = `/api/v1/approval-grants/${String(membersOf(grant)["id"])}/revoke`;
  await world.post(path, { reason: "that is enough" }, { cookie: bob.cookie });
  expect((await world.evaluate(call)).body["decision"]).toBe(false);
  await world.publish([ASK]);
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

test("the inbox shows what waits for the viewer, and an approver nothing else", async () => {
  const id = await world.request(freshCall());
  const mine = await world.get("/api/v1/approvals", bob.cookie);
  expect(mine.body["items"]).toContainEqual(
    expect.objectContaining({ id, toMe: true, mine: null }),
  );
  expect(mine.body["viewer"]).toEqual({ approver: true, linked: true });
  const [told, now] = [String(mine.body["now"]), Date.now()];
  expect(Math.abs(Date.parse(told) - now)).toBeLessThan(60_000);
  const stranger = await world.person("hal", ["interns"]);
  const none = await world.get("/api/v1/approvals?tab=all", stranger.cookie);
  expect(none.body).toMatchObject({ items: [], waiting: 0 });
  expect((await world.get(`/api/v1/approvals/${id}`, stranger.cookie)).status).toBe(404);
  const path = `/api/v1/approvals/${id}/arguments`;
  expect((await world.post(path, {}, { cookie: stranger.cookie })).status).toBe(403);
  const { cookie } = await world.api.member("viewer");
  const all = await world.get("/api/v1/approvals?tab=all&limit=3", cookie);
  expect(all.body["items"]).toHaveLength(3);
  expect(all.body["viewer"]).toEqual({ approver: false, linked: false });
  const next = await world.get(
    `/api/v1/approvals?tab=all&limit=3&cursor=${all.body["next"]}`,
    cookie,
  );
  const ids = [all, next].flatMap(({ body }) =>
    [body["items"]].flat().map((one) => membersOf(one)["id"]),
  );
  expect(new Set(ids).size).toBe(6);
  expect((await world.post(path, {}, { cookie })).status).toBe(403);
});

test("figures say how much was asked of whom, and how fast they were", async () => {
  const { cookie } = await world.api.member("viewer");
  const figures = await world.get("/api/v1/approval-figures", cookie);
  expect(figures.status).toBe(200);
  // Nobody reads a card in the time that a test takes.
  expect(figures.body["approvers"]).toContainEqual(
    expect.objectContaining({ person: { id: "bob", name: "bob" }, tired: true }),
  );
});

test("secrets in the arguments are masked until revealed, and each look is recorded", async () => {
  const call = heldCall({ issue: "PAY-0", password: "hunter2-hunter2" });
  const id = await world.request(call);
  const path = `/api/v1/approvals/${id}/arguments`;
  const masked = await world.post(path, {}, { cookie: bob.cookie });
  expect(masked.body).toMatchObject({ masked: true, redacted: [{ path: "/password" }] });
  expect(masked.body["arguments"]).not.toContain("hunter2");
  const shown = await world.post(path, { reveal: true }, { cookie: bob.cookie });
  expect(shown.body["arguments"]).toContain("hunter2-hunter2");
  const looks = await run(sql`
    SELECT details->>'revealed' AS revealed FROM admin_log
    WHERE action = 'approval.opened' AND subject = ${id} ORDER BY admin_log.id`);
  expect(looks.map(({ revealed }) => revealed)).toEqual(["false", "true"]);
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
