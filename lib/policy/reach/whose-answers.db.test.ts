import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi, type TestMember } from "../../testing/api";
import { asOperator } from "../../testing/deployment";
import type { MatrixView } from "../matrix/model";
import { publishPolicy } from "../publish-policy";
import type { EffectiveView } from "./effective-view";

const IDP = "https://idp.acme.example";
let api: TestApi;
let viewer: TestMember;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.member("viewer");
  const { sql } = api.deployment.pool;
  await sql`INSERT INTO person (slug, name) VALUES ('ada', 'Ada')`;
  await sql`INSERT INTO person_group (name, person_id, provenance) SELECT 'eng', id, 'manual' FROM person`;
  await sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
    SELECT 'pri_' || sub, iss, sub, id, 'manual', now()
    FROM person, (VALUES (${IDP}, 'ada'), ('https://jira.example', 'ada-jira')) AS v(iss, sub)`;
  await sql`INSERT INTO server (name) VALUES ('jira')`;
  await sql`INSERT INTO tool (server_id, name, risk) SELECT id, 'get', 'read' FROM server`;
  await sql`UPDATE deployment SET directory_version = directory_version + 1`;
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

async function ask<T>(path: string): Promise<T> {
  const response = await api.request("GET", `/api/v1/policy${path}`, { cookie: viewer.cookie });
  expect(response.status).toBe(200);
  const body: T = await response.json();
  return body;
}

test("answers each account as itself, and a person whose accounts differ by the account", async () => {
  const { pool } = api.deployment;
  const rules = [
    { id: "eng", subjects: ["group:eng"], resources: ["tool:jira/*"], effect: "allow" },
    {
      id: "other",
      subjects: ["principal:https://jira.example|ada-jira"],
      resources: ["tool:jira/*"],
      effect: "deny",
    },
    { id: "ops", subjects: ["group:ops"], resources: ["tool:jira/get"], effect: "ask" },
  ];
  await publishPolicy(asOperator(pool), {
    document: JSON.stringify({ rules }),
    reason: "two accounts",
    base: 0,
  });
  const of = async (subject: string) => {
    const query = `subject=${encodeURIComponent(subject)}`;
    const { tools } = await ask<EffectiveView>(`/effective?${query}`);
    const cell = tools.find(({ name }) => name === "get")?.cell;
    const only = encodeURIComponent(subject);
    const matrix = await ask<MatrixView>(`/matrix?only=${only}`);
    const at = matrix.now.patterns[matrix.now.rows[0] ?? -1]?.[0] ?? -1;
    expect(matrix.kinds[at]).toEqual(cell);
    return { state: cell?.state, ruleIds: cell?.ruleIds, byAccount: cell?.byAccount };
  };
  expect(await of(`principal:${IDP}|ada`)).toEqual({ state: "allow", ruleIds: ["eng"] });
  expect(await of("principal:https://jira.example|ada-jira")).toEqual({
    state: "deny",
    ruleIds: ["other"],
  });
  expect(await of("person:ada")).toEqual({
    state: "mixed",
    ruleIds: ["eng", "other"],
    byAccount: true,
  });
  // Nobody linked it: that its groups are unknown counts against it.
  expect(await of(`principal:${IDP}|stranger`)).toEqual({ state: "ask", ruleIds: ["ops"] });
});

test("rules on tools that nobody has seen are told to whom they mean, though none is reached", async () => {
  const { pool } = api.deployment;
  const rule = { subjects: ["group:eng"], resources: ["tool:far/*"], effect: "allow" };
  const rules = [
    { ...rule, id: "far" },
    { ...rule, id: "off", enabled: false },
    { ...rule, id: "prompts", resources: ["prompt:far/*"] },
    { ...rule, id: "others", subjects: ["group:ops"] },
  ];
  await publishPolicy(asOperator(pool), {
    document: JSON.stringify({ rules }),
    reason: "tools to come",
    base: 1,
  });
  const view = await ask<EffectiveView>("/effective?subject=person:ada");
  expect(view.tools).toEqual([]);
  expect(view.rules).toMatchObject([{ id: "far", resources: ["tool:far/*"] }]);
});
