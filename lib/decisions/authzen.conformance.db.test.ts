// The certification cases of AuthZEN 1.0 against the real API, with their fixture as a policy.
import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { publishPolicy } from "../policy/publish-policy";
import { type TestApi, testApi } from "../testing/api";
import { asOperator } from "../testing/deployment";

const FILE = "../shared/vectors/authzen/certification-1_0.json";
const json = z.record(z.string(), z.unknown());
const vectors = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      path: z.string(),
      headers: z.record(z.string(), z.string()).default({}),
      request: z.unknown().optional(),
      rawBody: z.string().optional(),
      repeat: z.number().default(1),
      expect: z.object({
        status: z.number(),
        body: json.optional(),
        headers: z.record(z.string(), z.string()).optional(),
        resultsInclude: z.array(json).optional(),
        resultsIsArray: z.boolean().optional(),
        requiredMembers: z.array(z.string()).optional(),
      }),
    }),
  ),
});

const ALICE = "principal:urn:onbehalf:source:cert|alice";
const BOB = "principal:urn:onbehalf:source:cert|bob";
const having = (name: string, value: unknown) => ({
  type: "object",
  required: ["properties"],
  properties: {
    properties: { type: "object", required: [name], properties: { [name]: { const: value } } },
  },
});
const RECORD_1 = { resources: ["record:*/record-1"] };
const ARCHIVED = { resource: having("status", "archived") };
const POLICY = {
  rules: [
    { id: "1", subjects: [ALICE], actions: ["read", "write"], ...RECORD_1, effect: "allow" },
    { id: "3", subjects: [BOB], actions: ["read"], ...RECORD_1, effect: "allow" },
    {
      id: "6",
      subjects: ["anyone"],
      actions: ["write"],
      resources: ["record:*/*"],
      effect: "allow",
      when: { ...ARCHIVED, subject: having("role", "admin") },
    },
    {
      id: "7",
      subjects: [ALICE],
      actions: ["delete"],
      ...RECORD_1,
      effect: "allow",
      when: { action: having("soft", true) },
    },
  ],
  entities: [
    { type: "user", id: "alice", properties: {} },
    { type: "user", id: "bob", properties: { role: "admin" } },
    { type: "record", id: "record-1", properties: { status: "active" } },
    { type: "record", id: "record-2", properties: { status: "archived" } },
  ],
};

let api: TestApi;
let key: string;
beforeAll(async () => {
  api = await testApi();
  key = (await api.key(["decisions:evaluate"], "cert")).text;
  await publishPolicy(asOperator(api.deployment.pool), {
    document: JSON.stringify(POLICY),
    reason: "the fixture",
    base: 0,
  });
  await api.container.decisions.inForce.look();
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

const file = existsSync(FILE) ? vectors.parse(JSON.parse(readFileSync(FILE, "utf8"))) : null;
test.skipIf(file !== null)("AuthZEN certification cases are not beside the project", () => {});

/** What earlier cases answered: one asks for the page that follows another's. */
const tokens = new Map<string, string>();

test.each(file?.cases ?? [])(
  "$id",
  async ({ id, method, path, headers, request, rawBody, repeat, expect: wanted }) => {
    for (let n = 0; n < repeat; n++) {
      const body = method === "GET" ? undefined : (rawBody ?? bodyOf(request));
      const answer = await api.request(method, path, {
        key,
        headers,
        ...(body !== undefined && { body }),
      });
      expect(answer.status).toBe(wanted.status);
      const said: Record<string, unknown> = json.parse(await answer.json());
      const page = z.object({ page: z.object({ next_token: z.string() }) }).safeParse(said);
      if (page.success) tokens.set(id, page.data.page.next_token);
      if (wanted.body !== undefined) expect(said).toMatchObject(expected(wanted.body));
      for (const member of wanted.requiredMembers ?? []) expect(said).toHaveProperty(member);
      if (wanted.resultsIsArray) expect(said["results"]).toBeInstanceOf(Array);
      for (const result of wanted.resultsInclude ?? []) {
        expect(said["results"]).toContainEqual(expect.objectContaining(result));
      }
    }
  },
);

function bodyOf(request: unknown): string {
  return JSON.stringify(request).replaceAll(
    /\$next_token\(([^)]+)\)/g,
    (_, of: string) => tokens.get(of) ?? expect.fail(`${of} gave no token`),
  );
}

/** `<boolean>` stands for either. */
function expected(value: unknown): never {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    one === "<boolean>" ? expect.any(Boolean) : one,
  ) as never;
}
