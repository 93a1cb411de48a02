import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPolicy } from "../policy/publish-policy";
import { asOperator, type TestDeployment, testDeployment } from "../testing/deployment";
import { expiryTeller } from "./tell-expiry";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-26T12:00:00Z");
let deployment: TestDeployment;
beforeAll(async () => {
  deployment = await testDeployment();
  const rule = (id: string, hours: number, more: object = {}) => ({
    id,
    subjects: ["group:eng"],
    resources: ["tool:jira/get"],
    effect: "allow",
    until: new Date(NOW + hours * HOUR).toISOString(),
    ...more,
  });
  const rules = [
    rule("soon", 30, { name: "Engineers read", owner: "person:ada" }),
    rule("later", 900),
    rule("off", 20, { enabled: false }),
    rule("past", -1),
  ];
  await publishPolicy(asOperator(deployment.pool), {
    document: JSON.stringify({ rules }),
    reason: "test",
    base: 0,
  });
  await deployment.pool.sql`INSERT INTO channel (id, kind, name, shown, address, events, created_by)
    VALUES ('chn', 'slack', 'soc', 'h', '', '{rule.ending}', 'test')`;
});
afterAll(() => deployment.close());

test("the end of a rule is told a day and an hour before, once each", async () => {
  const tell = expiryTeller(deployment.pool);
  const told = async () => {
    const rows = await deployment.pool.sql<{ title: string }[]>`
      SELECT message::json ->> 'title' AS title FROM outbox ORDER BY created_at, id`;
    return rows.map(({ title }) => title);
  };
  await tell(NOW);
  expect(await told()).toEqual([]);
  await tell(NOW + 7 * HOUR);
  await tell(NOW + 8 * HOUR);
  const day = "The rule Engineers read ends in 23 hours";
  expect(await told()).toEqual([day]);
  // Another process, and one that was away, tell nothing twice.
  await expiryTeller(deployment.pool)(NOW + 29.5 * HOUR);
  await tell(NOW + 29.6 * HOUR);
  expect(await told()).toEqual([day, "The rule Engineers read ends in an hour"]);
  await tell(NOW + 31 * HOUR);
  expect(await told()).toHaveLength(2);
});
