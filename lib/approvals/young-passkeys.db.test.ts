// What a passkey may not do on its first day, in which a thief could have added it.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Person } from "../testing/approvals";
import type { Authenticator } from "../testing/authenticator";
import { freshCall, type PasskeyWorld, passkeyWorld, UNTOUCHED } from "../testing/passkey-votes";

let world: PasskeyWorld["world"];
let bob: PasskeyWorld["bob"];
let bobs: PasskeyWorld["bobs"];
let stateOf: PasskeyWorld["stateOf"];
let challenge: PasskeyWorld["challenge"];
let may: PasskeyWorld["may"];
beforeAll(async () => {
  ({ world, bob, bobs, stateOf, challenge, may } = await passkeyWorld());
});
afterAll(() => world.close());

let call = freshCall();
beforeEach(() => {
  call = freshCall();
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
    expect(await stateOf(id)).toEqual(UNTOUCHED);
    const no = { choice: "deny", reason: "not today" } as const;
    expect((await world.decideWith(daves, dave, id, no)).body).toMatchObject({ state: "denied" });
  });

  test("nor two of them together, but beside an older one", async () => {
    const id = await world.request(freshCall("purge"));
    expect((await world.decideWith(daves, dave, id)).body).toMatchObject({ state: "pending" });
    expect((await world.decideWith(erins, erin, id)).status).toBe(403);
    expect((await world.decideWith(bobs, bob, id)).body).toMatchObject({ state: "approved" });
    const other = await world.request(freshCall("purge"));
    expect((await world.decideWith(bobs, bob, other)).body).toMatchObject({ state: "pending" });
    expect((await world.decideWith(erins, erin, other)).body).toMatchObject({ state: "approved" });
  });

  test("decides what is not destructive", async () => {
    const id = await world.request(freshCall("read_issue"));
    expect((await world.decideWith(erins, erin, id)).body).toMatchObject({ state: "approved" });
  });

  test("is not offered where an older one is at hand", async () => {
    const frank = await world.person("frank");
    await world.enrol(frank);
    const old = await challenge(frank, await world.request(call));
    await world.enrol(frank, "1 minute");
    const both = await challenge(frank, await world.request(freshCall()));
    expect(both["allowCredentials"]).toEqual(old["allowCredentials"]);
    const any = await challenge(frank, await world.request(freshCall("read_issue")));
    expect(any["allowCredentials"]).toHaveLength(2);
  });
});
