// What takes a passkey: a yes to a destructive call, and breaking the glass.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ASK, carrying, membersOf } from "../testing/approvals";
import type { Authenticator } from "../testing/authenticator";
import { freshCall, type PasskeyWorld, passkeyWorld, UNTOUCHED } from "../testing/passkey-votes";

let world: PasskeyWorld["world"];
let bob: PasskeyWorld["bob"];
let owner: PasskeyWorld["owner"];
let bobs: PasskeyWorld["bobs"];
let run: PasskeyWorld["run"];
let stateOf: PasskeyWorld["stateOf"];
let may: PasskeyWorld["may"];
beforeAll(async () => {
  ({ world, bob, owner, bobs, run, stateOf, may } = await passkeyWorld());
});
afterAll(() => world.close());

let call = freshCall();
beforeEach(() => {
  call = freshCall();
});

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
    const alone = await world.decide(bob, id, { choice: "approve" });
    expect(alone).toMatchObject({ status: 403 });
    expect(alone.body["detail"]).toMatch(/profile/);
    expect(await stateOf(id)).toEqual(UNTOUCHED);
    const denied = await world.decide(bob, id, { choice: "deny", reason: "not today" });
    expect(denied.body).toMatchObject({ state: "denied" });
  });

  test("is also one of a tool that nobody classified, until somebody does", async () => {
    await world.publish([{ ...ASK, resources: ["tool:jira/*", "tool:new/*", "tool:*/nameless"] }]);
    for (const name of ["jira/unknown", "new/read_issue", "nameless"]) {
      const tool = { type: "tool", id: name, properties: undefined };
      const id = await world.request({ ...freshCall(), resource: tool });
      expect((await world.decide(bob, id, { choice: "approve" })).status).toBe(403);
      expect(await stateOf(id)).toEqual(UNTOUCHED);
      const late = await world.person(`late-${name.replace("/", "-")}`);
      const { passkey } = membersOf(await may(late, id));
      expect(membersOf(passkey)["why"]).toMatch(/^Nobody has said what this tool does, so it/);
      expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
    }
    const id = await world.request(freshCall("unknown"));
    await world.writing("unknown");
    expect((await world.decide(bob, id, { choice: "approve" })).body).toMatchObject({
      state: "approved",
    });
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
    expect((await world.decide(late, id, answer)).status).toBe(403);
    expect((await world.decideWith(key, late, id)).body).toMatchObject({ state: "approved" });
  });

  test("that became destructive after a yes by sign-in does not run by it", async () => {
    call = freshCall("read_issue");
    const id = await world.request(call);
    expect((await world.decide(bob, id, { choice: "approve" })).body).toMatchObject({
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

describe("a yes by passkey, until the call runs", () => {
  const runs = async (id: string) =>
    (await world.evaluate(carrying(call, await world.handle(id)))).body["decision"];

  test("by one of minutes does not run what has become destructive", async () => {
    call = freshCall("read_issue");
    const id = await world.request(call);
    const quick = await world.person("quick");
    const young = await world.enrol(quick, "5 minutes");
    expect((await world.decideWith(young, quick, id)).body).toMatchObject({ state: "approved" });
    await world.destructive("read_issue");
    expect(await runs(id)).toBe(false);
    await world.writing("read_issue");
    expect(await runs(id)).toBe(true);
  });

  test("does not run by one that was removed since, as a stolen one is", async () => {
    const id = await world.request(call);
    const dora = await world.person("dora");
    const key = await world.enrol(dora);
    expect((await world.decideWith(key, dora, id)).body).toMatchObject({ state: "approved" });
    await run(sql`UPDATE member_passkey SET removed_at = now() WHERE member_id = ${dora.id}`);
    expect(await runs(id)).toBe(false);
  });
});

test("a call that is not destructive can be decided with a passkey as well", async () => {
  const id = await world.request(freshCall("read_issue"));
  expect(await may(bob, id)).toMatchObject({ passkey: { needed: false, able: true } });
  expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
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
    expect(await stateOf(id)).toEqual(UNTOUCHED);
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
