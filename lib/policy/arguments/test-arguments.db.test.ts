import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, testApi, type TestMember } from "../../testing/api";
import { nativeCall, send, testSource } from "../../testing/deployment";
import type { ArgumentsTest } from "./view";

const SECRET = "hermes";
let api: TestApi;
let admin: TestMember;
let auditor: TestMember;
beforeAll(async () => {
  api = await testApi();
  [admin, auditor] = [await api.member("admin"), await api.member("auditor")];
  const source = await testSource(api.deployment.pool, "gw-args");
  const time = new Date(Date.now() - 3_600_000).toISOString();
  const records = Array.from({ length: 8 }, (_, n) =>
    nativeCall(`c${n}`, {
      time,
      server: { name: "vault" },
      tool: {
        name: "open/all",
        arguments: {
          codename: n < 5 ? SECRET : "apollo",
          ...(n === 7 && { password: "hunter2-hunter2" }),
        },
      },
    }),
  );
  const few = nativeCall("few", {
    time,
    server: { name: "vault" },
    tool: { name: "few", arguments: { a: 1 } },
  });
  await send(api.deployment, source, [...records, few]);
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

async function tried(
  who: TestMember,
  schema: unknown,
  more: object = {},
): Promise<{ status: number; body: ArgumentsTest }> {
  const json = { tool: "vault/open%2Fall", schema, ...more };
  const response = await api.request("POST", "/api/v1/policy/arguments/test", {
    cookie: who.cookie,
    json,
  });
  return { status: response.status, body: await response.json() };
}

const pattern = (text: string) => ({ properties: { codename: { pattern: text } } });

describe("a condition on arguments", () => {
  test("is tried on past calls for whoever may see payloads, with examples", async () => {
    const { body } = await tried(auditor, pattern("^her"));
    expect(body).toMatchObject({
      calls: 8,
      tested: { fits: 5, fails: 3, without: 0, redacted: 0 },
    });
    expect(body.tested?.examples.filter(({ fits }) => fits)).toHaveLength(5);
    const secret = await tried(auditor, { properties: { password: { const: "x" } } });
    expect(secret.body.tested).toMatchObject({ fits: 7, redacted: 1 });
  });

  test("tells others nothing but how many calls there are, whatever they ask", async () => {
    const answers = new Set<string>();
    for (const letter of "abcdefghijklmnopqrstuvwxyz") {
      answers.add(JSON.stringify((await tried(admin, pattern(`^${letter}`))).body));
    }
    expect([...answers]).toEqual([JSON.stringify({ samples: [], calls: 8, tested: null })]);
    expect((await tried(admin, true, { tool: "vault/few" })).body.calls).toBe(null);
  });

  test("is tried on values that somebody types, for everybody", async () => {
    const samples = [{ codename: SECRET }, { codename: "apollo" }, {}];
    const { body } = await tried(
      admin,
      { ...pattern("^her"), required: ["codename"] },
      { samples },
    );
    expect(body.samples).toEqual([true, false, false]);
    const broken = await tried(admin, { properties: { codename: { pattern: "(" } } });
    expect(broken).toMatchObject({
      status: 400,
      body: { errors: [{ path: "schema.properties.codename.pattern" }] },
    });
  });

  test("is recorded each time", async () => {
    const logged = await api.deployment.pool.sql`
      SELECT (details ->> 'readsArguments')::boolean AS reads, count(*)::int AS n FROM admin_log
      WHERE action = 'policy.arguments_tested' GROUP BY 1 ORDER BY 2`;
    expect([...logged]).toEqual([
      { reads: true, n: 2 },
      { reads: false, n: 28 },
    ]);
  });
});
