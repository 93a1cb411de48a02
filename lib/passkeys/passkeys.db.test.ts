import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi, type TestMember } from "../testing/api";
import { authenticator, type Manner } from "../testing/authenticator";

const PATH = "/api/v1/profile/passkeys";

let api: TestApi;
let bob: TestMember;
beforeAll(async () => {
  api = await testApi();
  api.container.env.smtpUrl = "smtp://127.0.0.1:1025";
  bob = await api.member("approver");
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

const run = (query: ReturnType<typeof sql>) => api.deployment.pool.db.execute(query);
const made = () => authenticator({ origin: "http://localhost:3000", rpId: "localhost" });
async function send(method: string, path: string, json: unknown, who = bob) {
  const response = await api.request(method, path, { json, cookie: who.cookie });
  const text = await response.text();
  return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
}
const begin = async (who = bob) => (await send("POST", `${PATH}/begin`, {}, who)).body;
async function add(key = made(), manner: Manner = {}, who = bob) {
  const response = key.create(await begin(who), manner);
  return send("POST", PATH, { name: "Laptop", response }, who);
}
const list = async (who = bob) => (await send("GET", PATH, undefined, who)).body.items;

test("a member adds, renames and removes a passkey, is told by e-mail, and it is on the record", async () => {
  const { status, body } = await add();
  expect(status).toBe(201);
  expect(await list()).toMatchObject([{ id: body.id, name: "Laptop", lastUsedAt: null }]);
  expect((await send("PUT", `${PATH}/${body.id}`, { name: "Work laptop" })).status).toBe(204);
  expect(await list()).toMatchObject([{ name: "Work laptop" }]);
  expect((await send("DELETE", `${PATH}/${body.id}`, undefined)).status).toBe(204);
  expect(await list()).toEqual([]);
  const told = await run(sql`
    SELECT message::json->>'title' AS title, channel_id FROM outbox
    WHERE member_id = ${bob.id} ORDER BY created_at`);
  expect(told).toMatchObject([
    { title: "A passkey was added to your account", channel_id: null },
    { title: "A passkey was removed from your account" },
  ]);
  const records = await run(sql`
    SELECT action, details->>'passkey' AS passkey FROM admin_log
    WHERE subject = ${bob.id} AND action LIKE 'passkey.%' ORDER BY admin_log.id`);
  expect(records).toEqual([
    { action: "passkey.enrolment_begun", passkey: null },
    { action: "passkey.added", passkey: body.id },
    { action: "passkey.renamed", passkey: body.id },
    { action: "passkey.removed", passkey: body.id },
  ]);
});

test("a member whom a claim let in has no address to be told at", async () => {
  const claimed = await api.member("approver");
  await run(sql`UPDATE member SET email = 'https://idp.example|00u1' WHERE id = ${claimed.id}`);
  expect((await add(made(), {}, claimed)).status).toBe(201);
  const [record] = await run(sql`SELECT details->>'told' AS told FROM admin_log
    WHERE action = 'passkey.added' AND subject = ${claimed.id}`);
  expect(record).toEqual({ told: "false" });
  expect(await run(sql`SELECT 1 FROM outbox WHERE member_id = ${claimed.id}`)).toEqual([]);
});

describe("nothing is added", () => {
  const refusals: [string, Manner][] = [
    ["from another origin", { origin: "http://localhost:3001" }],
    ["from a page inside another one's frame", { crossOrigin: true }],
    ["for another host", { rpId: "evil.example" }],
    ["that did not verify the person", { verified: false }],
    ["with a key that is none", { curve: 2 }],
  ];
  test.each(refusals)("%s", async (_name, manner) => {
    expect((await add(made(), manner)).status).toBe(403);
    expect(await list()).toEqual([]);
  });

  test("without a recent sign-in", async () => {
    const late = await api.member("approver");
    const options = await begin(late);
    await run(sql`UPDATE member_session SET auth_time = now() - interval '11 minutes'
      WHERE member_id = ${late.id}`);
    expect((await send("POST", `${PATH}/begin`, {}, late)).status).toBe(403);
    const response = made().create(options);
    expect((await send("POST", PATH, { name: "x", response }, late)).status).toBe(403);
  });

  test("with a challenge that is another member's, used, or over", async () => {
    const carol = await api.member("approver");
    const theirs = made().create(await begin(carol));
    expect((await send("POST", PATH, { name: "x", response: theirs })).status).toBe(403);
    const key = made();
    const once = key.create(await begin());
    expect((await send("POST", PATH, { name: "x", response: once })).status).toBe(201);
    expect((await send("POST", PATH, { name: "x", response: once })).status).toBe(403);
    const late = made().create(await begin());
    await run(sql`UPDATE passkey_challenge SET expires_at = now()`);
    expect((await send("POST", PATH, { name: "x", response: late })).status).toBe(403);
  });

  test("that is known already, to whomever", async () => {
    const key = made();
    expect((await add(key)).status).toBe(201);
    const carol = await api.member("approver");
    expect((await add(key, {}, carol)).status).toBe(409);
  });

  test("through an access token", async () => {
    const { text } = await api.token(bob.id);
    expect((await api.request("POST", `${PATH}/begin`, { json: {}, key: text })).status).toBe(403);
  });

  test("where browsers have none, and the list says why", async () => {
    const { env } = api.container;
    const { url } = env;
    env.url = new URL("http://127.0.0.1:3000");
    const asked = { cookie: bob.cookie, origin: "http://127.0.0.1:3000" };
    const listed = await api.request("GET", PATH, asked);
    expect((await listed.json()).impossible).toMatch(/host name/);
    expect((await api.request("POST", `${PATH}/begin`, { ...asked, json: {} })).status).toBe(409);
    env.url = url;
  });
});

test("an owner removes a lost one of another member with a reason, and nobody else does", async () => {
  const dave = await api.member("approver");
  const { body } = await add(made(), {}, dave);
  const path = `/api/v1/members/${dave.id}/passkeys`;
  const owner = await api.member("owner");
  const reason = { reason: "the phone is lost" };
  expect((await send("POST", `${path}/${body.id}/remove`, reason, bob)).status).toBe(403);
  expect((await send("GET", path, undefined, owner)).body.items).toMatchObject([{ id: body.id }]);
  expect((await send("POST", `${path}/${body.id}/remove`, {}, owner)).status).toBe(400);
  expect((await send("POST", `${path}/${body.id}/remove`, reason, owner)).status).toBe(204);
  expect(await list(dave)).toEqual([]);
  expect((await send("DELETE", `${PATH}/${body.id}`, undefined, dave)).status).toBe(404);
});

test("nobody renames or removes another member's", async () => {
  const erin = await api.member("approver");
  const { body } = await add(made(), {}, erin);
  expect((await send("PUT", `${PATH}/${body.id}`, { name: "mine" })).status).toBe(404);
  expect((await send("DELETE", `${PATH}/${body.id}`, undefined)).status).toBe(404);
  expect(await list(erin)).toMatchObject([{ name: "Laptop" }]);
});
