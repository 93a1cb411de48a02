// Prompts, resources, and other actions than a call: each says what it is, and of which server.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  heldCall,
  membersOf,
  type Person,
} from "../testing/approvals";

let world: ApprovalWorld;
let bob: Person;
beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  const resources = ["tool:*/*", "prompt:*/*", "resource:*/*", "record:*/*"];
  const actions = ["tools/call", "prompts/get", "resources/read", "delete"];
  await world.publish([{ ...ASK, resources, actions }]);
});
afterAll(() => world.close());

let made = 0;
async function held(action: string, type: string, id: string, server?: string) {
  const properties = server === undefined ? undefined : { server };
  const asked = {
    ...heldCall({ n: (made += 1) }),
    action: { name: action, properties: undefined },
    resource: { type, id, properties },
  };
  const approval = await world.request(asked);
  const { body } = await world.get(`/api/v1/approvals/${approval}`, bob.cookie);
  return { id: approval, body };
}

describe("the server of a resource", () => {
  test("stands in its name and in the sentence", async () => {
    const uri = "file:///etc/passwd";
    for (const server of ["fs-prod", "fs-staging"]) {
      const { body } = await held("resources/read", "resource", uri, server);
      const resource = `resource:${server}/file:%2F%2F%2Fetc%2Fpasswd`;
      expect(body).toMatchObject({
        resource,
        sentence: { kind: "resource", action: "resources/read", what: resource },
      });
    }
    const prompt = await held("prompts/get", "prompt", "triage", "jira");
    expect(prompt.body).toMatchObject({ resource: "prompt:jira/triage" });
  });

  test("is not needed by what was held before names had it", async () => {
    const { id } = await held("resources/read", "resource", "file:///x", "fs");
    const { db } = world.api.deployment.pool;
    await db.execute(sql`ALTER TABLE evaluation DISABLE TRIGGER USER`);
    await db.execute(sql`
      UPDATE evaluation SET resource = 'resource:file:///x'
      WHERE id = (SELECT evaluation_id FROM approval WHERE id = ${id})`);
    await db.execute(sql`ALTER TABLE evaluation ENABLE TRIGGER USER`);
    const { status, body } = await world.get(`/api/v1/approvals/${id}`, bob.cookie);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { resource: "resource:file:///x", sentence: { kind: "resource" } },
    });
    expect((await world.decide(bob, id)).status).toBe(200);
  });
});

describe("the class of a tool", () => {
  test.each(["tools/call", "delete"])("is shown and counts for %s", async (action) => {
    await world.writing("sort");
    const { id, body } = await held(action, "tool", "jira/sort");
    expect(body).toMatchObject({ risk: "write", sentence: { kind: "tool", action } });
    expect((await world.decide(bob, id)).status).toBe(200);
    await world.destructive("sort");
    const next = await held(action, "tool", "jira/sort");
    expect(next.body).toMatchObject({ risk: "destructive" });
    expect((await world.decide(bob, next.id)).status).toBe(403);
  });

  test.each([
    ["prompts/get", "prompt", "prompt"],
    ["tools/call", "prompt", "prompt"],
    ["resources/read", "resource", "resource"],
    ["tools/call", "record", "other"],
  ])("is not lent to %s of a %s, which needs no passkey", async (action, type, kind) => {
    await world.destructive("same");
    const { id, body } = await held(action, type, "same", "jira");
    expect(body).toMatchObject({ risk: null, catalogTool: null, sentence: { kind } });
    expect(membersOf(membersOf(body["mayDecide"])["passkey"])).toMatchObject({ needed: false });
    expect((await world.decide(bob, id)).status).toBe(200);
  });
});
