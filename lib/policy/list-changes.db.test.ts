import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi } from "../testing/api";
import { asOperator } from "../testing/deployment";
import { liftBlock, setBlock } from "./blocks";
import { listPolicyChanges } from "./list-changes";
import { publishPolicy } from "./publish-policy";

let api: TestApi;
const pool = () => api.deployment.pool;
const operator = () => asOperator(pool());
const ever = { from: "2000-01-01T00:00:00Z", to: "2100-01-01T00:00:00Z" };

beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const publish = (base: number, reason: string) =>
  publishPolicy(operator(), {
    document: `{ "rules": [] }`,
    reason,
    base,
  });

test("versions and blocks come and gone are one list, newest first, each with who, when and why", async () => {
  await publish(0, "a start");
  const standing = { reason: "an incident", until: null };
  const { id } = await setBlock(operator(), { ...standing, resource: "tool:crm/*" });
  await liftBlock(operator(), { id, reason: "all clear" });
  const over = await setBlock(operator(), { ...standing, subject: "anyone", resource: "tool:x/y" });
  await pool().sql`
    UPDATE block SET set_at = now() - interval '2 hours', until = now() - interval '1 hour'
    WHERE id = ${over.id}`;
  const stays = await setBlock(operator(), {
    resource: "tool:x/z",
    reason: "for a week",
    until: new Date(Date.now() + 7 * 86_400_000).toISOString(),
  });

  const { items, more } = await listPolicyChanges(pool(), ever);
  expect(more).toBe(false);
  expect(items).toMatchObject([
    { kind: "block_set", id: stays.id, what: "tool:x/z", reason: "for a week" },
    { kind: "block_lifted", id, reason: "all clear" },
    { kind: "block_set", id, what: "tool:crm/*", reason: "an incident" },
    { kind: "version", number: 1, reason: "a start", by: expect.stringMatching(/^operator/) },
    { kind: "block_ended", id: over.id, what: "anyone, tool:x/y" },
    { kind: "block_set", id: over.id },
  ]);
});

test("only what lies in the range is listed, and of too many the newest, saying so", async () => {
  const { items } = await listPolicyChanges(pool(), ever);
  const version = items.find(({ kind }) => kind === "version");
  const at = version?.at ?? "";
  const within = await listPolicyChanges(pool(), { from: at, to: ever.to });
  expect(within.items.at(-1)).toEqual(version);
  const before = await listPolicyChanges(pool(), { from: ever.from, to: at });
  expect(before.items.map(({ kind }) => kind)).toEqual(["block_ended", "block_set"]);

  await pool().sql`
    INSERT INTO policy_version (number, document, content_hash, base, author, reason)
    SELECT n, '{}', n, n - 1, 'operator:test', 'one of many' FROM generate_series(2, 201) n`;
  const many = await listPolicyChanges(pool(), ever);
  expect([many.items.length, many.more]).toEqual([200, true]);
  expect(many.items[0]).toMatchObject({ number: 201 });
});
