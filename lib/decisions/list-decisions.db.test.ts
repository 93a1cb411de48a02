import { afterAll, beforeAll, expect, test } from "vitest";
import { addEntry } from "../identity/change-directory";
import { asOperator, type TestDeployment, testDeployment, testSource } from "../testing/deployment";
import { newDecisionId } from "./decision-id";
import { listDecisions } from "./list-decisions";
import { storeDecisions } from "./store-decisions";

let deps: TestDeployment;
const iss = "https://idp.acme.example";

beforeAll(async () => {
  deps = await testDeployment();
  const { id: sourceId } = await testSource(deps.pool);
  const principal = { iss, sub: "00u2" };
  await addEntry(asOperator(deps.pool), "links", { person: "carol", name: "Carol", ...principal });
  const decided = (sub: string, server: string) => {
    const at = Date.now() - 60_000;
    return {
      id: newDecisionId(at),
      at,
      sourceId,
      caller: { iss, sub },
      client: undefined,
      action: "tools/call",
      tool: { server, name: "run" },
      resource: `tool:${server}/run`,
      runAs: undefined,
      effect: "deny" as const,
      would: undefined,
      reason: "no_rule" as const,
      ruleIds: [],
      blockIds: [],
      policyVersion: 1,
      retryAfter: undefined,
      requestId: undefined,
    };
  };
  await storeDecisions(deps.pool.sql, deps.dimensions, [
    decided("00u2", "payroll"),
    decided("00dan", "wiki"),
  ]);
});
afterAll(() => deps.close());

test.each(["carol", "Carol", "CAROL", "00u2", "person:carol", `${iss}|00u2`, "car*"])(
  "%s names the caller as it does in the query of calls",
  async (caller) => {
    const page = await listDecisions(deps.pool, { caller, limit: 5 });
    expect(page).toMatchObject({ items: [{ resource: "tool:payroll/run" }], callerKnown: true });
    expect(page.items).toHaveLength(1);
  },
);

test.each([
  ["payroll/*", 1],
  ["payroll/run", 1],
  ["tool:payroll/run", 1],
  ["*/run", 2],
  ["pay_oll/run", 0],
] as const)("the tool %s fits %i decisions", async (tool, count) => {
  expect((await listDecisions(deps.pool, { tool, limit: 5 })).items).toHaveLength(count);
});

test("a name that nobody has is said to be unknown, and finds nothing", async () => {
  const page = await listDecisions(deps.pool, { caller: "zoe", limit: 5 });
  expect(page).toMatchObject({ items: [], callerKnown: false });
});
