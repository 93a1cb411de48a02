import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi, type TestMember } from "../testing/api";
import { asOperator } from "../testing/deployment";
import { publishPolicy } from "./publish-policy";
import { listPolicyVersions, newestVersion, readPolicyVersion } from "./read-versions";

let api: TestApi;
let admin: TestMember;
beforeAll(async () => {
  api = await testApi();
  admin = await api.member("admin");
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

const RULE = { id: "r", subjects: ["anyone"], resources: ["tool:wiki/*"], effect: "allow" };
const document = (more: Record<string, unknown> = {}) => JSON.stringify({ rules: [RULE], ...more });
const db = () => api.deployment.pool.db;

async function publish(text: string, base?: number) {
  const from = base ?? (await newestVersion(db()));
  const context = asOperator(api.deployment.pool);
  return publishPolicy(context, { document: text, reason: "a test", base: from });
}

describe("publishing", () => {
  test("keeps the text as it was written, and a hash of what it says", async () => {
    const text = `// who reads\n${document()}`;
    const first = await publish(text);
    const second = await publish(JSON.stringify(JSON.parse(document()), null, 4));
    expect(second).toMatchObject({ number: first.number + 1, contentHash: first.contentHash });
    expect(await readPolicyVersion(api.deployment.pool, first.number)).toMatchObject({
      document: text,
      base: first.number - 1,
      author: "operator:test",
      reason: "a test",
    });
  });

  test.each([
    ["no JSON", '{\n  "rules": [}', "line 2"],
    ["a member that is none", '{\n"rules": [],\n"ruels": []}', "line 3"],
    [
      "a selector without a server",
      `{"rules":[\n${JSON.stringify({ ...RULE, resources: ["tool:x"] })}]}`,
      "line 2",
    ],
    [
      "a schema that does not compile",
      document({ rules: [{ ...RULE, when: { arguments: { type: "nothing" } } }] }),
      "line 1",
    ],
    [
      "a pattern that could take for ever",
      document({ rules: [{ ...RULE, when: { arguments: { pattern: "(a+)+(?=b)" } } }] }),
      "linear",
    ],
    ["one id twice", document({ rules: [RULE, RULE] }), "rules.0"],
  ])("refuses %s with line and reason, and stores nothing", async (_, text, said) => {
    const before = await newestVersion(db());
    await expect(publish(text)).rejects.toMatchObject({
      code: "invalid",
      message: expect.stringContaining(said),
    });
    expect(await newestVersion(db())).toBe(before);
  });

  test("refuses a policy whose own tests fail", async () => {
    const request = {
      subject: { type: "user", id: "x" },
      action: { name: "tools/call" },
      resource: { type: "tool", id: "wiki/delete" },
    };
    const tests = [{ name: "nobody deletes", request, expect: "deny" }];
    await expect(publish(document({ tests }))).rejects.toMatchObject({
      message: expect.stringContaining('the test "nobody deletes" expects deny and gets allow'),
    });
  });

  test("lets one of two through that start from the same version", async () => {
    const base = await newestVersion(db());
    const settled = await Promise.allSettled([
      publish(document(), base),
      publish(document(), base),
    ]);
    expect(settled.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(settled.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
    const { items } = await listPolicyVersions(api.deployment.pool, undefined);
    expect(items.map(({ number }) => number)).toEqual(
      Array.from({ length: items.length }, (_, n) => items.length - n),
    );
  });

  test("never changes a version", async () => {
    const { sql } = api.deployment.pool;
    await expect(sql`UPDATE policy_version SET document = '{}'`).rejects.toThrow("append-only");
    await expect(sql`DELETE FROM policy_version`).rejects.toThrow("append-only");
  });
});

describe("the API", () => {
  test("publishes onto the version that If-Match names, and onto no other", async () => {
    const before = await api.request("GET", "/api/v1/policy", { cookie: admin.cookie });
    const etag = before.headers.get("etag") ?? "";
    const send = (headers: Record<string, string>) =>
      api.request("POST", "/api/v1/policy/versions", {
        cookie: admin.cookie,
        json: { document: document(), reason: "by hand" },
        headers,
      });
    expect((await send({})).status).toBe(400);
    const published = await send({ "if-match": etag });
    expect(published.status).toBe(201);
    const { number } = await published.json();
    expect((await send({ "if-match": etag })).status).toBe(409);
    const after = await api.request("GET", "/api/v1/policy", { cookie: admin.cookie });
    expect(after.headers.get("etag")).toBe(`"${number}"`);
    expect(await after.json()).toMatchObject({ number, author: `member:${admin.email}` });
  });

  test("answers a bundle that is known already with 304, and a changed one anew", async () => {
    const { text: key } = await api.key(["policy:read"]);
    const get = (etag?: string) =>
      api.request("GET", "/api/v1/policy/bundle", {
        key,
        ...(etag !== undefined && { headers: { "if-none-match": etag } }),
      });
    const first = await get();
    const etag = first.headers.get("etag") ?? "";
    expect(await first.json()).toMatchObject({ policy: { number: await newestVersion(db()) } });
    expect((await get(etag)).status).toBe(304);
    const block = { resource: "tool:wiki/delete", reason: "an incident", until: null };
    const blocked = await api.request("POST", "/api/v1/blocks", {
      cookie: admin.cookie,
      json: block,
    });
    expect(blocked.status).toBe(201);
    const changed = await get(etag);
    expect(changed.status).toBe(200);
    expect(await changed.json()).toMatchObject({ blocks: [{ resources: ["tool:wiki/delete"] }] });
  });
});
