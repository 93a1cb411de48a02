// Publishing and asking under input that is broken, dear or hostile: an answer each time, and no 5xx.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { newestVersion } from "../../lib/policy/read-versions";
import { type TestApi, testApi, type TestMember } from "../../lib/testing/api";

let api: TestApi;
let admin: TestMember;
let key: string;
beforeAll(async () => {
  api = await testApi();
  admin = await api.member("admin");
  key = (await api.key(["decisions:evaluate"], "hostile")).text;
  await api.container.decisions.inForce.start((error) => api.bugs.push(String(error)));
});
afterAll(async () => {
  api.container.decisions.inForce.stop();
  api.refuseBugs();
  await api.close();
});

const look = () => api.container.decisions.inForce.look();
const version = () => newestVersion(api.deployment.pool.db);

async function publish(document: string, confirm: string[] = []): Promise<Response> {
  const answer = await api.request("POST", "/api/v1/policy/versions", {
    cookie: admin.cookie,
    headers: { "if-match": `"${await version()}"` },
    json: { document, reason: "a test", confirm },
  });
  await look();
  return answer;
}

const rule = (more: object) => ({
  id: "r",
  subjects: ["anyone"],
  resources: ["tool:*/*"],
  effect: "allow",
  ...more,
});
const text = (...rules: object[]) => JSON.stringify({ rules }, null, 1);
const withSchema = (schema: unknown) => text(rule({ when: { arguments: schema } }));
const nested = (depth: number, open: string, close: string) =>
  open.repeat(depth) + close.repeat(depth);

describe("publishing", () => {
  test.each([
    ["no JSON", '{ "rules": [ }', 1],
    ["a name that stands twice", '{ "rules": [],\n "rules": [] }', 2],
    ["an unknown member", text(rule({ efect: "deny" })), 12],
    ["a selector of one part", text(rule({ resources: ["tool:github"] })), 9],
    ["a type that there is none of", withSchema({ type: "nonsense" }), 14],
    ["a reference that leads nowhere", withSchema({ $ref: "#/$defs/none" }), 14],
    ["a pattern that is none", withSchema({ pattern: "(" }), 14],
    ["a pattern that only backtracking runs", withSchema({ pattern: "(a)\\1" }), 14],
    ["nesting without end", `{ "rules": ${nested(5_000, "[", "]")} }`, 1],
    ["too many rules", text(...Array.from({ length: 20_001 }, (_, n) => rule({ id: `r${n}` }))), 2],
  ])("refuses %s with line and reason, and stores nothing", async (_, document, line) => {
    const before = await version();
    const answer = await publish(document);
    expect(answer.status).toBe(400);
    const { errors } = refusal.parse(await answer.json());
    expect(errors[0]?.message).toBeTruthy();
    expect(errors[0]?.path).toMatch(new RegExp(`^document:${line}:`));
    expect(await version()).toBe(before);
  });
});

const refusal = z.object({ errors: z.array(z.object({ path: z.string(), message: z.string() })) });

const question = (args: unknown) => ({
  subject: { type: "user", id: "00mallory", properties: { iss: "https://idp.example" } },
  action: { name: "tools/call" },
  resource: { type: "tool", id: "github/create_issue" },
  context: { arguments: args },
});
const ask = (body: string, path = "/access/v1/evaluation") =>
  api.request("POST", path, { key, body, headers: { "content-type": "application/json" } });

/** What fits into 256 KB. */
const SHAPES: Record<string, unknown> = {
  wide: Object.fromEntries(Array.from({ length: 18_000 }, (_, n) => [`k${n}`, n])),
  list: Array.from({ length: 40_000 }, (_, n) => [n % 7]),
  deep: JSON.parse(nested(14, '{"a":[', "]}").replace("[]", `[${"1,".repeat(100_000)}1]`)),
  text: `${"a".repeat(250_000)}!`,
};

describe("asking with 256 KB of arguments", () => {
  test("is answered, whatever conditions 10,000 rules put to them", async () => {
    const dear = [
      { additionalProperties: { type: "integer" }, propertyNames: { pattern: "^k[0-9]+$" } },
      { uniqueItems: true },
      { items: { $ref: "#" }, additionalProperties: { $ref: "#" } },
      { items: { allOf: [{ $ref: "#" }, { $ref: "#" }] } },
      { pattern: "^(a+)+$" },
    ].map((schema, n) =>
      rule({ id: `dear-${n}`, effect: "deny", when: { arguments: { not: schema } } }),
    );
    const many = Array.from({ length: 10_000 }, (_, n) =>
      rule({ id: `r${n}`, resources: [`tool:s${n % 100}/t${n}_*`] }),
    );
    const everything = dear.map(({ id }) => id);
    expect((await publish(text(...dear, ...many), everything)).status).toBe(201);
    for (const [shape, args] of Object.entries(SHAPES)) {
      await look();
      const answer = await ask(JSON.stringify(question(args)));
      expect([shape, answer.status]).toEqual([shape, 200]);
      expect(await answer.json()).toMatchObject({ decision: false });
    }
  });

  test("that 1,000 questions look at does not keep others waiting", async () => {
    await look();
    const { context, ...one } = question(SHAPES["list"]);
    const evaluations = Array.from({ length: 1_000 }, () => ({}));
    const body = JSON.stringify({ ...one, context, evaluations });
    let done = false;
    const asking = ask(body, "/access/v1/evaluations").finally(() => (done = true));
    await look();
    const other = await ask(JSON.stringify(question({})));
    expect(done).toBe(false);
    expect(await other.json()).toMatchObject({ context: { reason: "no_rule" } });
    const answer = await asking;
    expect(answer.status).toBe(200);
    const { evaluations: said } = many.parse(await answer.json());
    expect(said.map(({ decision }) => decision)).toEqual(evaluations.map(() => false));
  });

  test.each([
    ["more than 256 KB", JSON.stringify(question("x".repeat(256 * 1024)))],
    ["100,000 levels", JSON.stringify(question("@")).replace('"@"', nested(100_000, "[", "]"))],
    ["33 levels", JSON.stringify(question(JSON.parse(nested(33, "[", "]"))))],
    ["a name twice", JSON.stringify(question("@")).replace('"@"', '{"a":1,"a":2}')],
    ["a NUL", JSON.stringify(question("\0"))],
    ["half a surrogate pair", JSON.stringify(question("\ud800"))],
    ["no JSON", "{"],
  ])("that hold %s is refused with 400 and the reason", async (_, body) => {
    for (const path of ["/access/v1/evaluation", "/access/v1/evaluations", "/decision"]) {
      const answer = await ask(body, path);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/^The body/) });
    }
  });
});

const many = z.object({ evaluations: z.array(z.object({ decision: z.boolean() })) });

describe("whatever is asked", () => {
  const PATHS = [
    "/access/v1/evaluation",
    "/access/v1/evaluations",
    "/access/v1/search/subject",
    "/access/v1/search/resource",
    "/access/v1/search/action",
    "/decision",
  ];
  const members = ["subject", "action", "resource", "context", "options", "evaluations", "page"];
  const inside = ["type", "id", "name", "properties", "iss", "groups", "server", "arguments"];
  const named = (names: string[], value: fc.Arbitrary<unknown>) =>
    fc.dictionary(fc.constantFrom(...names, "__proto__", "constructor"), value);
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: "binary" }));
  const broken = named(
    members,
    fc.oneof(value, named(inside, fc.oneof(value, named(inside, value)))),
  );

  test("is answered with 200 or 400", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATHS),
        broken,
        fc.boolean(),
        async (path, over, whole) => {
          const body = JSON.stringify(whole ? over : { ...question({}), ...over });
          // On a busy machine this process may not have looked for the two seconds that it may.
          await look();
          const { status } = await ask(body, path);
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 600 },
    );
  });
});
