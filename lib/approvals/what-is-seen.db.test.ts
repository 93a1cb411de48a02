// What members are shown of approvals, and what of that is recorded.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  heldCall,
  membersOf,
  type Person,
} from "../testing/approvals";

let world: ApprovalWorld;
let bob: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  await world.publish([ASK]);
  // What was decided before: two pages of three.
  for (let n = 0; n < 6; n += 1) await world.decide(bob, await world.request(freshCall()));
});
afterAll(() => world.close());

let issues = 0;
const freshCall = (more: Record<string, unknown> = {}, sub = "alice") =>
  heldCall({ issue: `PAY-${(issues += 1)}` }, more, sub);
const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);

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
  const hasty = await world.person("hasty");
  const figuresOf = async () => {
    const { body } = await world.get("/api/v1/approval-figures", cookie);
    return [body["approvers"]]
      .flat()
      .find((one) => membersOf(membersOf(one)["person"])["id"] === "hasty");
  };
  // Nobody reads a card in the time that a test takes; of a few it says nothing about anybody.
  for (const n of [1, 2, 3, 4]) await world.decide(hasty, await world.request(heldCall({ n })));
  expect(await figuresOf()).toMatchObject({ votes: 4, tired: false });
  await world.decide(hasty, await world.request(heldCall({ n: 5 })));
  expect(await figuresOf()).toMatchObject({ votes: 5, tired: true });
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
