import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { decide } from "../decisions/decide";
import { publishPolicy } from "../policy/publish-policy";
import { newestVersion } from "../policy/read-versions";
import type { Source } from "../sources/model";
import { type TestApi, testApi, type TestMember } from "../testing/api";
import { asOperator, nativeCall, send, testSource, viewerWith } from "../testing/deployment";
import { listCalls } from "./query";
import { callPolicySchema } from "./policy-view";

const IDP = "https://idp.acme.example";
let api: TestApi;
let gw: Source;
let other: Source;
let viewer: TestMember;
let auditor: TestMember;
let serial = 0;

beforeAll(async () => {
  api = await testApi();
  gw = await testSource(api.deployment.pool, "gw");
  other = await testSource(api.deployment.pool, "other");
  viewer = await api.member("viewer");
  auditor = await api.member("auditor");
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});
beforeEach(() => publish([]));

async function publish(rules: readonly Record<string, unknown>[]): Promise<number> {
  const { pool } = api.deployment;
  const base = await newestVersion(pool.db);
  const document = JSON.stringify({ rules });
  const { number } = await publishPolicy(asOperator(pool), { document, reason: "a test", base });
  await api.container.decisions.inForce.look();
  return number;
}

const rule = (id: string, effect: string, more: object = {}) => ({
  id,
  name: `Rule ${id}`,
  subjects: ["anyone"],
  resources: ["tool:github/*"],
  effect,
  ...more,
});
const onRepo = (pattern: string) => ({
  when: { arguments: { type: "object", properties: { repo: { pattern } }, required: ["repo"] } },
});

/** What its gateway was answered, and the call that names it; returns the call's id. */
async function asked(from = gw, args: object = { repo: "acme/app" }): Promise<string> {
  const { decisions } = api.container;
  const record = await decide(
    decisions,
    { source: from, requestId: undefined },
    {
      subject: { type: "user", id: "00alice", properties: { iss: IDP } },
      action: { name: "tools/call" },
      resource: { type: "tool", id: "github/create_issue" },
      context: { arguments: args, runAs: "caller" },
    },
  );
  await decisions.recorder.flush();
  return call({ authorization: { decisionId: record.id } }, args);
}

async function call(more: object = {}, args: object = { repo: "acme/app" }): Promise<string> {
  serial += 1;
  const record = nativeCall(`c-${serial}`, {
    time: new Date(Date.now() - 60_000 + serial).toISOString(),
    tool: { name: "create_issue", arguments: args },
    ...more,
  });
  await send(api.deployment, gw, [record]);
  const { items } = await listCalls(api.deployment.pool, viewerWith("viewer"), { limit: 1 });
  return items[0]?.id ?? "";
}

async function policyOf(id: string, { cookie } = viewer, method = "GET") {
  const sent = method === "POST" ? { cookie, json: {} } : { cookie };
  const response = await api.request(method, `/api/v1/calls/${id}/policy`, sent);
  expect(response.status).toBe(200);
  return callPolicySchema.parse(await response.json());
}

test("the version that decided stands beside what the one in force would say", async () => {
  const old = await publish([rule("a", "allow")]);
  const id = await asked();
  const now = await publish([rule("d", "deny")]);
  expect(await policyOf(id)).toMatchObject({
    decision: {
      effect: "allow",
      runAs: "caller",
      rules: [{ id: "a", name: "Rule a", effect: "allow" }],
      version: { number: old, reason: "a test" },
    },
    today: {
      version: { number: now },
      answers: [{ effect: "deny", reason: "rule", rules: [{ id: "d", name: "Rule d" }] }],
      undecided: [],
      asked: { runAs: "caller", groups: null },
    },
  });
});

test("a call that names no decision, or another source's, is asked all the same", async () => {
  await publish([rule("a", "allow")]);
  const answers = [{ effect: "allow" }];
  expect(await policyOf(await call())).toMatchObject({
    decision: null,
    noDecision: "none_named",
    today: { answers },
  });
  expect(await policyOf(await asked(other))).toMatchObject({
    decision: null,
    noDecision: "not_ours",
    today: { answers },
  });
  const foreign = await call({ authorization: { decisionId: "their-own-4711" } });
  expect(await policyOf(foreign)).toMatchObject({ decision: null, noDecision: "not_ours" });
});

test("a call without a caller cannot be asked about", async () => {
  expect(await policyOf(await call({ caller: undefined }))).toMatchObject({
    today: null,
    noToday: "no_caller",
  });
});

describe("where a condition reads the call's arguments", () => {
  const rules = () => [rule("a", "allow"), rule("d", "deny", onRepo("^secret/"))];

  test("every answer is named, and none of their values makes a difference", async () => {
    await publish(rules());
    const one = await policyOf(await asked(gw, { repo: "acme/app" }));
    const two = await policyOf(await asked(gw, { repo: "secret/keys" }));
    expect(one.today).toMatchObject({
      answers: [{ effect: "deny" }, { effect: "allow" }],
      undecided: [{ rule: { id: "d" }, parts: ["arguments"] }],
      argumentsRead: false,
      unread: "not_permitted",
    });
    expect(two.today).toEqual(one.today);
    expect((await policyOf(await call(), auditor)).today?.unread).toBe("not_asked");
  });

  test("with payload:read they can be looked at, each time recorded", async () => {
    await publish(rules());
    const id = await asked(gw, { repo: "secret/keys" });
    expect((await policyOf(id, auditor, "POST")).today).toMatchObject({
      answers: [{ effect: "deny", rules: [{ id: "d" }] }],
      undecided: [],
      argumentsRead: true,
    });
    const refused = await api.request("POST", `/api/v1/calls/${id}/policy`, {
      cookie: viewer.cookie,
      json: {},
    });
    expect(refused.status).toBe(403);
    const looks = await api.deployment.pool.sql`
      SELECT details FROM admin_log WHERE action = 'payload.opened' AND subject = ${id}`;
    expect(looks).toEqual([{ details: { parts: ["arguments"] } }]);
  });

  test("what was redacted or removed cannot be decided by anybody", async () => {
    const onToken = { when: { arguments: { properties: { token: { pattern: "^a" } } } } };
    await publish([rule("a", "allow"), rule("d", "deny", onToken)]);
    const redacted = await call({}, { token: "hunter2-hunter2" });
    expect((await policyOf(redacted, auditor, "POST")).today).toMatchObject({
      answers: [{ effect: "deny" }, { effect: "allow" }],
      undecided: [{ rule: { id: "d" }, parts: ["arguments"] }],
      redacted: ["/token"],
    });
    const bare = await call({ tool: { name: "create_issue" } });
    expect((await policyOf(bare, auditor, "POST")).today?.unread).toBe("none_sent");
  });
});

test("as whom it would have run is not guessed where nobody knows", async () => {
  await publish([rule("a", "allow", { when: { runAs: ["caller"] } })]);
  const unknown = await call({ downstream: { evidence: "absent" } });
  expect((await policyOf(unknown)).today).toMatchObject({
    answers: [{ effect: "allow" }, { effect: "deny", reason: "no_rule" }],
    undecided: [{ rule: { id: "a" }, parts: ["runAs"] }],
  });
});
