import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApi, testApi, type TestMember } from "../../testing/api";

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

async function reviewOf(document: string): Promise<Record<string, unknown>> {
  const response = await api.request("POST", "/api/v1/policy/check", {
    cookie: admin.cookie,
    json: { document },
  });
  expect(response.status).toBe(200);
  return response.json();
}

test("a text with an approval that nobody can give is read all the same, and a broken one is not", async () => {
  const rules = [
    {
      id: "r",
      subjects: ["group:ops"],
      resources: ["tool:crm/read"],
      effect: "ask",
      approval: { steps: [{ from: ["group:nobody"], count: 2 }] },
    },
  ];
  const held = await reviewOf(JSON.stringify({ rules }));
  expect(held).toMatchObject({ readable: true, defects: [{ path: "rules.0.approval.steps.0" }] });
  expect(held["loosens"]).not.toEqual([]);
  const broken = await reviewOf('{ "rules": [');
  expect(broken).toMatchObject({ readable: false, loosens: [] });
  expect(broken["defects"]).not.toEqual([]);
});
