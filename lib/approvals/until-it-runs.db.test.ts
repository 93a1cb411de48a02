// Between a yes and the call: what may have changed, how much time there is, and what goes no further.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
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
