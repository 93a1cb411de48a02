import { createServer, type IncomingHttpHeaders } from "node:http";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  contextOf,
  heldCall,
  membersOf,
  type Person,
} from "../testing/approvals";
import { deliverDue } from "../notify/deliver-due";
import { signedHeaders } from "../notify/sign";
import { listening } from "../testing/outbox";
import { MOST_PENDING } from "./model";

let world: ApprovalWorld;
let bob: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  await world.publish([ASK]);
});
afterAll(() => world.close());

const URN = "urn:openid:authzen:access-request:error:";
let issues = 0;
const freshCall = (sub?: string) => heldCall({ issue: `PAY-${(issues += 1)}` }, {}, sub);
const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);

async function denied(call = freshCall()) {
  const { body } = await world.evaluate(call);
  const { subject, action, resource } = call;
  return { subject, action, resource, denial: { evaluation_id: contextOf(body)["evaluation_id"] } };
}
const submit = (json: unknown, idempotencyKey = `key-${Math.random()}`) =>
  world.post("/access/v1/requests", json, { idempotencyKey });
const idOf = (body: Record<string, unknown>) => membersOf(body["task"])["id"];

describe("a submission", () => {
  test("with the same key and body is the same task, however its members are ordered", async () => {
    const json = await denied();
    const { denial, ...others } = json;
    const first = await submit(json, "one");
    const again = await submit({ denial, ...others }, "one");
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(idOf(again.body)).toBe(idOf(first.body));
    expect(first.body).toMatchObject({ task: { status: "pending" } });
  });

  test("with the same key and another body, or the same evaluation and another key, is a duplicate", async () => {
    const json = await denied();
    await submit(json, "two");
    const other = await submit(await denied(), "two");
    expect(other).toMatchObject({ status: 409, body: { type: `${URN}duplicate_request` } });
    const key = await submit(json, "three");
    expect(key).toMatchObject({ status: 409, body: { type: `${URN}duplicate_request` } });
  });

  test("many at once make one task", async () => {
    const json = await denied();
    const all = await Promise.all(Array.from({ length: 8 }, () => submit(json, "at-once")));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(all.map(({ body }) => idOf(body))).size).toBe(1);
  });

  test("that names something else, or nothing of this source, cannot be bound", async () => {
    const json = await denied();
    const { text: elsewhere } = await world.api.key(["approvals:request"], "other");
    const problems = await Promise.all([
      submit({ ...json, subject: { ...json.subject, id: "mallory" } }),
      submit({ ...json, resource: { type: "tool", id: "jira/other" } }),
      submit({ ...json, action: { name: "resources/read" } }),
      submit({ ...json, context: { arguments: { issue: "another" } } }),
      submit({ ...json, denial: { evaluation_id: "dec_none" } }),
      world.post("/access/v1/requests", json, { key: elsewhere }),
    ]);
    for (const { status, body } of problems) {
      expect([status, body["type"]]).toEqual([400, `${URN}invalid_denial_binding`]);
    }
    const context = { arguments: { issue: `PAY-${issues}` }, business_justification: "a renewal" };
    expect((await submit({ ...json, context })).status).toBe(202);
  });

  test("after its offer has expired is gone", async () => {
    const json = await denied();
    await run(sql`ALTER TABLE evaluation DISABLE TRIGGER evaluation_keep`);
    await run(sql`UPDATE evaluation SET expires_at = now()
      WHERE id = ${String(json.denial.evaluation_id)}`);
    await run(sql`ALTER TABLE evaluation ENABLE TRIGGER evaluation_keep`);
    expect(await submit(json)).toMatchObject({
      status: 410,
      body: { type: `${URN}expired_denial` },
    });
  });

  test("of a caller of whom too much waits already is held back", async () => {
    for (let n = 0; n < MOST_PENDING; n += 1) await submit(await denied(freshCall("eager")));
    expect((await submit(await denied(freshCall("eager")))).status).toBe(429);
    expect((await submit(await denied(freshCall("calm")))).status).toBe(202);
  });
});

describe("hostile requests", () => {
  const raw = async (path: string, text: string) => {
    const headers = { "content-type": "application/json" };
    const response = await world.api.request("POST", path, { key: world.key, headers, body: text });
    return response.status;
  };

  test("get an answer below 500, and approve nothing", async () => {
    const nul = "a\u0000b";
    const act = { iss: nul, sub: nul };
    const call = freshCall();
    const acting = { ...call.subject, properties: { ...call.subject.properties, act } };
    const statuses = [
      (await world.evaluate({ ...call, subject: acting })).status,
      (await world.evaluate(heldCall({}, { downstream: { iss: nul, sub: nul } }))).status,
      (await submit({ ...(await denied()), denial: { evaluation_id: nul } })).status,
      (await submit({ ...(await denied()), context: { business_justification: nul } })).status,
      (await submit({ ...(await denied()), context: { arguments: { deep: nul } } })).status,
      (await world.evaluate(carrying(call, nul))).status,
      (await world.evaluate(carrying(call, `aph_${"x".repeat(22)}.${"y".repeat(43)}`))).status,
    ];
    expect(statuses).toEqual([400, 400, 400, 400, 400, 400, 200]);
    const huge = JSON.stringify(carrying(heldCall({ n: 0 }), "aph_x.y")).replace(
      '"n":0',
      '"n":1e400',
    );
    expect(await raw("/access/v1/evaluation", huge)).toBeLessThan(500);
    const text = JSON.stringify({ ...(await denied()), context: { n: 0 } });
    expect(await raw("/access/v1/requests", text.replace('"n":0', '"n":1e400'))).toBe(400);
  });
});

describe("a task", () => {
  test("of nobody, or of another source, is unknown", async () => {
    const id = String(idOf((await submit(await denied())).body));
    const { text: elsewhere } = await world.api.key(["approvals:request"], "other");
    for (const answer of [await world.task("apr_none"), await world.task(id, elsewhere)]) {
      expect(answer).toMatchObject({ status: 404, body: { type: `${URN}unknown_task` } });
    }
  });

  test("can be cancelled while it waits, and then nobody decides it", async () => {
    const id = String(idOf((await submit(await denied())).body));
    const path = `/access/v1/requests/${id}/cancel`;
    expect((await world.post(path, {})).body).toMatchObject({ task: { status: "cancelled" } });
    expect(await world.post(path, {})).toMatchObject({
      status: 409,
      body: { type: `${URN}invalid_task_state` },
    });
    expect((await world.decide(bob, id)).status).toBe(409);
  });

  test("answers whoever waits as soon as somebody decides", async () => {
    const id = String(idOf((await submit(await denied())).body));
    const began = performance.now();
    const waiting = Promise.all([1, 2, 3].map(() => world.task(`${id}?wait=30`)));
    await expect.poll(() => world.api.container.approvals.waiting()).toBe(3);
    await world.decide(bob, id);
    for (const { body } of await waiting) {
      expect(body).toMatchObject({
        task: { status: "approved" },
        result: { mode: "reevaluate", approval: { id: expect.stringMatching(/^aph_/) } },
      });
    }
    expect(performance.now() - began).toBeLessThan(30_000);
    expect(world.api.container.approvals.waiting()).toBe(0);
  });

  test("two thousand that wait are looked after by one query at a time", async () => {
    const { approvals } = world.api.container;
    const id = String(idOf((await submit(await denied())).body));
    const all = Array.from({ length: 2_000 }, (_, n) =>
      approvals.until(n % 2 === 0 ? id : `apr_${n}`, n % 2 === 0 ? 30_000 : 500),
    );
    expect(approvals.waiting()).toBe(2_000);
    await world.decide(bob, id);
    await Promise.all(all);
    expect(approvals.waiting()).toBe(0);
  });
});

describe("a callback", () => {
  const callback = (endpoint: string) => ({ callback: { endpoint, state: "s-1" } });

  test.each([
    ["http://10.0.0.7/hook", "10.0.0.7 is not an address of the public internet"],
    ["https://[::1]/hook", "::1 is not an address of the public internet"],
    ["https://agents.example.com/hook", "no admin has allowed this address"],
  ])("to %s is refused with the reason", async (endpoint, reason) => {
    const answer = await submit({ ...(await denied()), ...callback(endpoint) });
    expect(answer.status).toBe(400);
    expect(answer.body["detail"]).toContain(reason);
  });

  test("to an address that an admin allowed goes out signed, with the gateway's own state", async () => {
    const { cookie } = await world.api.member("admin");
    const address = "https://agents.example.com/approvals";
    const made = await world.post("/api/v1/sources/gw/callbacks", { address }, { cookie });
    expect(made).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
    const answer = await submit({ ...(await denied()), ...callback(address) });
    const id = String(idOf(answer.body));
    await world.decide(bob, id);
    const [sent] = await run(sql`SELECT message FROM outbox WHERE event = 'approval.callback'`);
    expect(JSON.parse(String(sent?.["message"]))).toMatchObject({
      callback: { id, status: "approved", state: "s-1" },
    });
    const list = await world.get("/api/v1/webhooks", cookie);
    expect(list.body["items"]).toEqual([]);
  });
});

test("a callback arrives as the profile has it, signed with the secret that the admin was given", async () => {
  const received: { body: string; headers: IncomingHttpHeaders }[] = [];
  const receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    received.push({ body, headers: request.headers });
    response.writeHead(204).end();
  });
  const address = `http://127.0.0.1:${await listening(receiver)}/done`;
  const { container, deployment } = world.api;
  Object.assign(container.env, { allowAddresses: ["127.0.0.1"] });
  const { cookie } = await world.api.member("admin");
  const made = await world.post("/api/v1/sources/gw/callbacks", { address }, { cookie });
  const callback = { endpoint: address, state: "s-2", events: ["denied"] };
  const id = String(idOf((await submit({ ...(await denied()), callback })).body));
  await world.decide(bob, id, { choice: "deny", reason: "not today" });
  await deliverDue({ ...container, pool: deployment.pool });
  receiver.close();
  Object.assign(container.env, { allowAddresses: [] });
  const [sent] = received;
  expect(JSON.parse(sent?.body ?? "")).toEqual({
    state: "s-2",
    task: {
      id,
      status: "denied",
      status_endpoint: `http://localhost:3000/access/v1/requests/${id}`,
    },
  });
  const signed = signedHeaders([String(made.body["secret"])], {
    id: String(sent?.headers["webhook-id"]),
    body: sent?.body ?? "",
    seconds: Number(sent?.headers["webhook-timestamp"]),
  });
  expect(sent?.headers["webhook-signature"]).toBe(signed["webhook-signature"]);
});

test("a gateway without AuthZEN asks once, waits, and redeems by the id", async () => {
  const call = freshCall();
  const asked = await world.post("/api/v1/approvals", { ...call, justification: "a customer" });
  expect(asked.status).toBe(202);
  const id = String(idOf(asked.body));
  const path = `/api/v1/approvals/${id}/redeem`;
  expect((await world.post(path, call)).body["decision"]).toBe(false);
  await world.decide(bob, id);
  expect((await world.post(path, freshCall())).body["decision"]).toBe(false);
  expect((await world.post(path, call)).body["decision"]).toBe(true);
  expect((await world.post(path, call)).body["decision"]).toBe(false);
  const free = { ...call, resource: { type: "tool", id: "wiki/read" } };
  expect(await world.post("/api/v1/approvals", free)).toMatchObject({
    status: 200,
    body: { decision: false, context: { reason: "no_rule" } },
  });
});
