import { afterAll, beforeAll, expect, test } from "vitest";
import { ensurePartitions, weeksBetween } from "../../calls/partitions";
import { type TestDeployment, testDeployment } from "../../testing/deployment";
import { countRuleDay, pruneRuleDays } from "./rule-days";
import { readRuleUses } from "./rule-uses";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The day before has been over for more than an hour. */
const NOW = Math.floor(Date.now() / DAY_MS) * DAY_MS + 10 * HOUR_MS;

let deployment: TestDeployment;
const db = () => deployment.pool.sql;

beforeAll(async () => {
  deployment = await testDeployment();
  const weeks = weeksBetween(NOW - 100 * DAY_MS, NOW);
  await ensurePartitions(db(), weeks, deployment.dimensions.weeks);
  await db()`INSERT INTO person (slug) VALUES ('ada')`;
  await db()`
    INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_by, linked_at)
    SELECT sub, 'https://idp.example', sub, person.id, 'manual', 't', now()
    FROM unnest(ARRAY['ada', 'ada-jira']) AS sub, person`;
  await db()`INSERT INTO principal (public_id, iss, sub) VALUES ('ben', 'https://idp.example', 'ben')`;
});
afterAll(() => deployment.close());

let made = 0;
async function decided(daysAgo: number, sub: string | null, rules: string[]): Promise<void> {
  const at = new Date(NOW - daysAgo * DAY_MS - ++made).toISOString();
  await db()`
    INSERT INTO decision (occurred_at, id, source_id, caller_id, action, effect, reason, rule_ids, policy_version)
    SELECT ${at}::timestamptz, ${`d${made}`}, 1, (SELECT id FROM principal WHERE sub = ${sub}),
           'tools/call', 'allow', 'rule', ${rules}, 1`;
}

const uses = async () => {
  const found = await readRuleUses(db(), NOW);
  return [...found.values()]
    .map(({ id, calls, people }) => [id, calls, people])
    .toSorted(([a], [b]) => String(a).localeCompare(String(b)));
};

async function countAll(): Promise<number> {
  let days = 0;
  while (await countRuleDay(db(), NOW)) days += 1;
  return days;
}

test("what is counted by day says the same as the decisions, and each day is counted once", async () => {
  await decided(95, "ben", ["read"]);
  await decided(80, "ada", ["read", "write"]);
  await decided(80, "ada-jira", ["read"]);
  await decided(3, "ben", ["read"]);
  await decided(1, null, ["read"]);
  await decided(0, "ben", ["write"]);
  const raw = [
    ["read", 4, 2],
    ["write", 2, 2],
  ];
  expect(await uses()).toEqual(raw);

  // Two workers at once.
  const both = await Promise.all([countAll(), countAll()]);
  expect(Math.max(...both)).toBeLessThanOrEqual(90);
  expect(await countAll()).toBe(0);
  expect(await db()`SELECT count(*)::int AS n FROM rule_day_counted`).toMatchObject([{ n: 90 }]);
  expect(await uses()).toEqual(raw);
  expect((await readRuleUses(db(), NOW)).get("write")?.last.slice(0, 10)).toBe(
    new Date(NOW).toISOString().slice(0, 10),
  );

  await decided(0, "ada", ["read"]);
  expect(await uses()).toEqual([
    ["read", 5, 2],
    ["write", 2, 2],
  ]);
});

test("a day is not counted before it has been over for an hour", async () => {
  const midnight = Math.floor(NOW / DAY_MS) * DAY_MS + DAY_MS;
  expect(await countRuleDay(db(), midnight + HOUR_MS - 1)).toBe(false);
  expect(await countRuleDay(db(), midnight + HOUR_MS)).toBe(true);
});

test("what was counted goes with the decisions that it was counted from", async () => {
  await db()`UPDATE retention SET days = 10 WHERE kind = 'decisions'`;
  await pruneRuleDays(db());
  const rows = await db()`SELECT DISTINCT rule_id FROM rule_day WHERE day < current_date - 10`;
  expect(rows).toEqual([]);
  expect((await db()`SELECT 1 FROM rule_day`).length).toBeGreaterThan(0);
});
