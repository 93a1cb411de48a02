// What a passkey signed is good once, for exactly what it was asked for.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Manner } from "../testing/authenticator";
import { freshCall, type PasskeyWorld, passkeyWorld, UNTOUCHED } from "../testing/passkey-votes";

let world: PasskeyWorld["world"];
let bob: PasskeyWorld["bob"];
let carol: PasskeyWorld["carol"];
let bobs: PasskeyWorld["bobs"];
let carols: PasskeyWorld["carols"];
let run: PasskeyWorld["run"];
let stateOf: PasskeyWorld["stateOf"];
let challenge: PasskeyWorld["challenge"];
beforeAll(async () => {
  ({ world, bob, carol, bobs, carols, run, stateOf, challenge } = await passkeyWorld());
});
afterAll(() => world.close());

let call = freshCall();
beforeEach(() => {
  call = freshCall();
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
    expect(await stateOf(id)).toEqual(UNTOUCHED);
    expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
  });

  test("for the other choice", async () => {
    const id = await world.request(call);
    const no = bobs.sign(await challenge(bob, id, { choice: "deny" }));
    expect((await world.decide(bob, id, { choice: "approve", passkey: no })).status).toBe(403);
    expect(await stateOf(id)).toEqual(UNTOUCHED);
    const yes = bobs.sign(await challenge(bob, id));
    const denied = await world.decide(bob, id, { choice: "deny", reason: "no no", passkey: yes });
    expect(denied.status).toBe(403);
    expect(await stateOf(id)).toEqual(UNTOUCHED);
  });

  test("for another approval of the same call", async () => {
    const id = await world.request(call);
    const other = await world.request(freshCall());
    const signed = bobs.sign(await challenge(bob, other));
    expect((await world.decide(bob, id, { choice: "approve", passkey: signed })).status).toBe(403);
    expect([await stateOf(id), await stateOf(other)]).toEqual([UNTOUCHED, UNTOUCHED]);
  });

  test("for a wider scope, or as somebody's deputy", async () => {
    const id = await world.request(call);
    const scope = { choice: "approve", scope: "same_arguments" };
    const wide = bobs.sign(await challenge(bob, id, scope));
    expect((await world.decide(bob, id, { choice: "approve", passkey: wide })).status).toBe(403);
    const plain = bobs.sign(await challenge(bob, id));
    expect((await world.decide(bob, id, { ...scope, passkey: plain })).status).toBe(403);
    const asDeputy = bobs.sign(await challenge(bob, id, { choice: "approve", for: carol.id }));
    expect((await world.decide(bob, id, { choice: "approve", passkey: asDeputy })).status).toBe(
      403,
    );
    expect(await stateOf(id)).toEqual(UNTOUCHED);
  });

  test("a second time", async () => {
    const id = await world.request(freshCall("purge"));
    const passkey = bobs.sign(await challenge(bob, id));
    const both = await Promise.all(
      [1, 2].map(() => world.decide(bob, id, { choice: "approve", passkey })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403]);
    expect((await world.decide(bob, id, { choice: "approve", passkey })).status).toBe(403);
    expect(await stateOf(id)).toEqual({ state: "pending", votes: 1 });
  });

  test("for another member, or by another member's passkey", async () => {
    const id = await world.request(call);
    const forCarol = bobs.sign(await challenge(carol, id));
    expect((await world.decide(bob, id, { choice: "approve", passkey: forCarol })).status).toBe(
      403,
    );
    expect((await world.decide(carol, id, { choice: "approve", passkey: forCarol })).status).toBe(
      403,
    );
    const byCarol = carols.sign(await challenge(bob, id));
    expect((await world.decide(bob, id, { choice: "approve", passkey: byCarol })).status).toBe(403);
    expect(await stateOf(id)).toEqual(UNTOUCHED);
  });

  test("after two minutes", async () => {
    const id = await world.request(call);
    const passkey = bobs.sign(await challenge(bob, id));
    await run(sql`UPDATE passkey_challenge SET expires_at = now() WHERE approval_id = ${id}`);
    expect((await world.decide(bob, id, { choice: "approve", passkey })).status).toBe(403);
    expect(await stateOf(id)).toEqual(UNTOUCHED);
  });

  test("by a passkey that was removed meanwhile", async () => {
    const gone = await world.person("gone");
    const key = await world.enrol(gone);
    const id = await world.request(call);
    const passkey = key.sign(await challenge(gone, id));
    await run(sql`UPDATE member_passkey SET removed_at = now() WHERE member_id = ${gone.id}`);
    expect((await world.decide(gone, id, { choice: "approve", passkey })).status).toBe(403);
    expect(await stateOf(id)).toEqual(UNTOUCHED);
  });

  test("for the breaking of the glass", async () => {
    const both = await world.person("both", ["leads"], ["approver", "owner"]);
    const key = await world.enrol(both);
    const id = await world.request(call);
    const path = `/api/v1/approvals/${id}/break-glass`;
    const asked = await world.post(`${path}/challenge`, {}, both);
    const glass = key.sign(asked.body);
    expect((await world.decide(both, id, { choice: "approve", passkey: glass })).status).toBe(403);
    const step = key.sign(await challenge(both, id));
    const reason = "production is down, ticket INC-7";
    expect((await world.post(path, { reason, passkey: step }, both)).status).toBe(403);
    expect(await stateOf(id)).toEqual(UNTOUCHED);
  });
});
