import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  contextOf,
  heldCall,
  membersOf,
  type Person,
} from "../testing/approvals";
import { createChannel } from "../notify/create-channel";
import { asOperator } from "../testing/deployment";
import { ENOUGH_REPEATS, LOOKING_SECONDS, MOST_PENDING } from "./model";

let world: ApprovalWorld;
let bob: Person;
let carol: Person;
let olga: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  carol = await world.person("carol");
  olga = await world.person("olga", [], ["owner"]);
  await world.publish([ASK]);
});
afterAll(() => world.close());

let issues = 0;
const freshCall = (sub?: string, args: Record<string, unknown> = {}) =>
  heldCall({ issue: `PAY-${(issues += 1)}`, ...args }, {}, sub);
const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);
const card = async (id: string, who: Person) =>
  (await world.get(`/api/v1/approvals/${id}`, who.cookie)).body;
const notices = async ({ cookie }: { cookie: string }) =>
  (await world.get("/api/v1/approval-notices", cookie)).body;
const standing = async (id: string, who: Person) =>
  (await world.get(`/api/v1/approvals/${id}/standing`, who.cookie)).body;

describe("who looks at it", () => {
  const look = (id: string, who: Person) =>
    world.post(`/api/v1/approvals/${id}/looking`, {}, { cookie: who.cookie });

  test("is said to the others, not to oneself, and is over by itself", async () => {
    const id = await world.request(freshCall());
    expect((await look(id, bob)).status).toBe(200);
    expect((await look(id, bob)).status).toBe(200);
    expect(await card(id, carol)).toMatchObject({ looking: ["bob"] });
    expect(await card(id, bob)).toMatchObject({ looking: [] });
    await run(sql`UPDATE approval_looking
      SET seen_at = now() - make_interval(secs => ${LOOKING_SECONDS + 1})`);
    expect(await card(id, carol)).toMatchObject({ looking: [] });
  });

  test("is nobody to whom it is not addressed, and nobody once it is decided", async () => {
    const id = await world.request(freshCall());
    const stranger = await world.person("stranger", ["interns"]);
    expect((await look(id, stranger)).status).toBe(404);
    expect((await look(id, olga)).status).toBe(403);
    await look(id, bob);
    await world.decide(bob, id);
    expect((await look(id, carol)).status).toBe(404);
    expect(await card(id, carol)).toMatchObject({ looking: [] });
  });
});

describe("a broken glass", () => {
  test("names beforehand whom it goes past, and stands above the inbox until it is seen and reviewed", async () => {
    const id = await world.request(freshCall());
    expect(await card(id, olga)).toMatchObject({
      mayBreakGlass: true,
      goesPast: ["bob", "carol"],
    });
    expect(await card(id, bob)).toMatchObject({ mayBreakGlass: false, goesPast: [] });
    const reason = "production is down, ticket INC-7";
    const path = `/api/v1/approvals/${id}`;
    await world.breakGlass(await world.enrol(olga), olga, id, reason);
    const mine = { id, by: "olga", reason };
    expect(await notices(bob)).toMatchObject({
      reviews: [{ ...mine, mayReview: true }],
      passedOver: [mine],
    });
    expect(await notices(olga)).toMatchObject({
      reviews: [{ ...mine, mayReview: false }],
      passedOver: [],
    });
    expect(await card(id, bob)).toMatchObject({ mayReview: true, goesPast: ["bob", "carol"] });
    await world.post(`${path}/seen`, {}, { cookie: bob.cookie });
    await world.post(`${path}/review`, { review: "it was right" }, { cookie: bob.cookie });
    expect(await notices(bob)).toMatchObject({ reviews: [], passedOver: [] });
    expect(await notices(carol)).toMatchObject({ reviews: [], passedOver: [mine] });
    const stranger = await world.person("outsider", ["interns"]);
    expect(await notices(stranger)).toMatchObject({ reviews: [], passedOver: [] });
  });
});

describe("taking it back", () => {
  test("may who said yes and who may break the glass, as long as it was not used", async () => {
    const id = await world.request(freshCall());
    expect(await card(id, bob)).toMatchObject({ mayRevoke: false });
    await world.decide(bob, id);
    const rights = async () =>
      Promise.all([bob, carol, olga].map(async (who) => (await card(id, who))["mayRevoke"]));
    expect(await rights()).toEqual([true, false, true]);
    await world.post(
      `/api/v1/approvals/${id}/revoke`,
      { reason: "not needed" },
      { cookie: bob.cookie },
    );
    expect(await rights()).toEqual([false, false, false]);
  });

  test("shows the grants that a decision made", async () => {
    const approval = { ...ASK.approval, wider: ["same_arguments"] };
    await world.publish([{ ...ASK, approval }]);
    const id = await world.request(freshCall());
    await world.decide(bob, id, { choice: "approve", scope: "same_arguments" });
    expect(await card(id, bob)).toMatchObject({
      grants: [{ approvalId: id, scope: "same_arguments", uses: 0, state: "standing" }],
    });
    await world.publish([ASK]);
  });
});

describe("how it stands with the policy", () => {
  test("is what the version in force says of the same question", async () => {
    const id = await world.request(freshCall());
    expect(await standing(id, bob)).toMatchObject({
      today: { effect: "ask", rules: [{ id: "ask", name: ASK.name }], sameSteps: true },
    });
    await world.decide(bob, id);
    const { approval: _nobody, ...rule } = ASK;
    const version = await world.publish([{ ...rule, id: "free", name: "Free", effect: "allow" }]);
    expect(await standing(id, carol)).toMatchObject({
      today: { version, effect: "allow", rules: [{ id: "free", name: "Free" }] },
    });
    await world.publish([ASK]);
    const stranger = await world.person("foreigner", ["interns"]);
    const path = `/api/v1/approvals/${id}/standing`;
    expect((await world.get(path, stranger.cookie)).status).toBe(404);
  });

  test("equal approvals are counted until a no, of this caller, tool and shape of arguments alone", async () => {
    const before = async () =>
      (await standing(await world.request(freshCall("iris")), bob))["repeats"];
    const decided = async (choice: object, args = {}) =>
      world.decide(bob, await world.request(freshCall("iris", args)), choice);
    const yes = { choice: "approve" };
    await decided(yes);
    await decided({ choice: "deny", reason: "not this one" });
    for (let n = 0; n < 3; n += 1) await decided(yes);
    await decided(yes, { force: true });
    await decided({ choice: "deny", reason: "not by force" }, { force: true });
    await world.decide(bob, await world.request(freshCall("another")));
    expect(await before()).toEqual({ approved: 3, enough: ENOUGH_REPEATS });
  });
});

test("a caller of whom too much waits is held back, and that is told once", async () => {
  await createChannel(world.api.container)(asOperator(world.api.deployment.pool), {
    kind: "webhook",
    name: "flood",
    events: ["approval.held_back"],
    address: "https://hooks.example/flood",
  });
  const submit = async () => {
    const call = freshCall("eager");
    const { body } = await world.evaluate(call);
    const { subject, action, resource } = call;
    const denial = { evaluation_id: contextOf(body)["evaluation_id"] };
    return world.post("/access/v1/requests", { subject, action, resource, denial });
  };
  for (let n = 0; n < MOST_PENDING; n += 1) expect((await submit()).status).toBe(202);
  expect((await notices(bob))["heldBack"]).toEqual([]);
  const refused = await Promise.all([submit(), submit(), submit()]);
  expect(refused.map(({ status }) => status)).toEqual([429, 429, 429]);
  expect(await notices(bob)).toMatchObject({
    heldBack: [{ caller: { principal: { sub: "eager" } }, refused: 3, waiting: MOST_PENDING }],
  });
  const told = await run(sql`SELECT message FROM outbox WHERE event = 'approval.held_back'`);
  expect(told).toHaveLength(1);
  expect(String(told[0]?.["message"])).toContain("eager is held back");
  const log = await run(sql`SELECT details FROM admin_log WHERE action = 'approval.held_back'`);
  expect(log).toEqual([{ details: { source: "gw", waiting: MOST_PENDING } }]);
  const stranger = await world.person("passerby", ["interns"]);
  expect((await notices(stranger))["heldBack"]).toEqual([]);
  await run(sql`UPDATE approval_held_back
    SET since = since - interval '2 hours', last_at = last_at - interval '2 hours'`);
  expect((await notices(bob))["heldBack"]).toEqual([]);
  await submit();
  expect(await run(sql`SELECT 1 FROM outbox WHERE event = 'approval.held_back'`)).toHaveLength(2);
});

test("requests are counted by day, today last and days without any too", async () => {
  const viewer = await world.api.member("viewer");
  const { body } = await world.get("/api/v1/approval-figures", viewer.cookie);
  const days = [body["days"]].flat().map(membersOf);
  expect(days).toHaveLength(30);
  expect(days.at(-1)?.["day"]).toBe(new Date().toISOString().slice(0, 10));
  expect(days.at(-1)?.["requests"]).toBe(body["requests"]);
  expect(days[0]?.["requests"]).toBe(0);
});
