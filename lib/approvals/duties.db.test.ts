// Whoever had a hand in a call, in the rules that hold it or in who may decide it decides nothing about it.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type ApprovalWorld,
  approvalWorld,
  ASK,
  carrying,
  contextOf,
  heldCall,
  ISSUER,
  membersOf,
  type Person,
} from "../testing/approvals";

let world: ApprovalWorld;
/** Admins and approvers in one. */
let bob: Person;
let max: Person;
let issue = 0;
const run = (query: ReturnType<typeof sql>) => world.api.deployment.pool.db.execute(query);
const fresh = (more: Record<string, unknown> = {}, sub = "alice") =>
  heldCall({ issue: (issue += 1) }, more, sub);
const ago = (action: string) =>
  run(sql`ALTER TABLE admin_log DISABLE TRIGGER admin_log_keep`).then(() =>
    run(sql`UPDATE admin_log SET at = at - interval '61 minutes' WHERE action = ${action}`),
  );

beforeAll(async () => {
  world = await approvalWorld();
  bob = await world.person("bob");
  await world.person("carol", ["security"]);
  max = await world.person("max", ["leads"], ["admin", "approver"]);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.publish([ASK]);
  await run(sql`ALTER TABLE admin_log DISABLE TRIGGER admin_log_keep`);
  await run(sql`UPDATE admin_log SET at = at - interval '1 day'`);
  await run(sql`ALTER TABLE policy_version DISABLE TRIGGER USER`);
  await run(sql`UPDATE policy_version SET published_at = published_at - interval '1 day'`);
});

const says = async (who: Person, id: string) => (await world.decide(who, id)).status;

describe("what the yes was not asked for", () => {
  test("another environment that asks more people does not run by the yes of fewer", async () => {
    await world.publish([
      ASK,
      {
        ...ASK,
        id: "prod",
        approval: { steps: [{ from: ["group:security"], count: 1 }] },
        when: {
          context: { properties: { environment: { const: "prod" } }, required: ["environment"] },
        },
      },
    ]);
    const call = fresh({ environment: "staging" });
    const id = await world.request(call);
    expect(await says(bob, id)).toBe(200);
    const card = await world.get(`/api/v1/approvals/${id}`, bob.cookie);
    expect(card.body["besides"]).toEqual({ environment: "staging" });
    const handle = await world.handle(id);
    const prod = { ...call, context: { ...call.context, environment: "prod" } };
    const refused = await world.evaluate(carrying(prod, handle));
    expect(refused.body["decision"]).toBe(false);
    expect(contextOf(refused.body)).toMatchObject({
      evaluation_id: expect.any(String),
      approval: { problem: expect.stringContaining("other people") },
    });
    expect((await world.evaluate(carrying(call, handle))).body["decision"]).toBe(true);
  });

  test("a caller who joined a group that needs more people since does not run by it", async () => {
    await world.publish([
      ASK,
      {
        ...ASK,
        id: "contractors",
        subjects: ["group:contractors"],
        approval: { steps: [{ from: ["group:security"], count: 1 }] },
      },
    ]);
    await world.person("yan", []);
    await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
      VALUES ('prn_yan', ${ISSUER}, 'yan', (SELECT id FROM person WHERE slug = 'yan'), 'manual', now())`);
    await run(sql`UPDATE deployment SET directory_version = directory_version + 1`);
    const call = fresh({}, "yan");
    const id = await world.request(call);
    expect(await says(bob, id)).toBe(200);
    await world.post("/api/v1/groups", { group: "contractors", person: "yan" }, max);
    const after = await world.evaluate(carrying(call, await world.handle(id)));
    expect(after.body["decision"]).toBe(false);
  });
});

describe("who had a hand in it", () => {
  test("is whoever unlinked the account that asks, and the person that it belonged to", async () => {
    await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
      VALUES ('prn_max', ${ISSUER}, 'max', (SELECT id FROM person WHERE slug = 'max'), 'manual', now())`);
    const gone = await world.api.request("DELETE", "/api/v1/principals/prn_max/link", {
      cookie: max.cookie,
    });
    expect(gone.status).toBe(200);
    expect(await says(max, await world.request(fresh({}, "max")))).toBe(403);
    await ago("principal.unlinked");
    // The hour is over; the account was theirs all the same.
    expect(await says(max, await world.request(fresh({}, "max")))).toBe(403);
    expect(await says(bob, await world.request(fresh({}, "max")))).toBe(200);
  });

  test("is whoever changed any rule that speaks of it within the hour, and not one that does not", async () => {
    const two = { ...ASK, id: "two", resources: ["tool:jira/del*"], subjects: ["group:nobody"] };
    const publish = async (rules: object[]) => {
      const base = await world.get("/api/v1/policy", max.cookie);
      const made = await world.api.request("POST", "/api/v1/policy/versions", {
        cookie: max.cookie,
        headers: { "if-match": `"${String(membersOf(base.body)["number"])}"` },
        json: { document: JSON.stringify({ rules }), reason: "a test" },
      });
      expect([made.status, await made.text()]).toEqual([201, expect.any(String)]);
      await world.api.container.decisions.inForce.look();
    };
    await publish([ASK, { ...two, resources: ["tool:wiki/*"] }]);
    expect(await says(max, await world.request(fresh()))).toBe(200);
    await publish([ASK, { ...two, resources: ["tool:wiki/*"], name: "said otherwise" }]);
    expect(await says(max, await world.request(fresh()))).toBe(200);
    await publish([ASK, two]);
    expect(await says(max, await world.request(fresh()))).toBe(403);
    expect(await says(bob, await world.request(fresh()))).toBe(200);
  });

  test("is whoever put themselves into a group, through an entry or among many", async () => {
    const eve = await world.person("eve", [], ["admin", "approver"]);
    await world.post("/api/v1/groups", { group: "leads", person: "eve" }, eve);
    const id = await world.request(fresh());
    expect((await world.decide(eve, id)).body["detail"]).toMatch(
      /Within the last hour you changed/,
    );
    await ago("directory.imported");
    expect(await says(eve, id)).toBe(200);
    const rows = Array.from({ length: 25 }, (_, n) => `other,p${n}\n`).join("");
    await world.post(
      "/api/v1/directory/import",
      { kind: "groups", csv: `group,person\n${rows}` },
      eve,
    );
    expect(await says(eve, await world.request(fresh()))).toBe(403);
    // Who changed nothing about them or the call may decide it, and not the call of whom they moved.
    await world.post("/api/v1/groups", { group: "leads", person: "yan" }, max);
    expect(await says(max, await world.request(fresh()))).toBe(200);
    expect(await says(max, await world.request(fresh({}, "yan")))).toBe(403);
  });

  test("is whoever said within the hour that the tool destroys nothing, whichever way", async () => {
    const tool = { server: "jira", name: "delete_issue" };
    await world.post("/api/v1/tools", { ...tool, risk: "write" }, max);
    expect(await says(max, await world.request(fresh()))).toBe(403);
    expect(await says(bob, await world.request(fresh()))).toBe(200);
    await ago("directory.imported");
    const [known] = await run(sql`SELECT id FROM tool WHERE name = 'delete_issue'`);
    await run(
      sql`INSERT INTO catalog_server (server_id) SELECT id FROM server WHERE name = 'jira'`,
    );
    await run(sql`INSERT INTO catalog_tool (tool_id, server_id, state, first_seen_at, last_seen_at)
      SELECT t.id, s.id, 'allowed', now(), now() FROM tool t JOIN server s ON s.id = t.server_id
      WHERE t.name = 'delete_issue'`);
    const set = await world.api.request("PUT", `/api/v1/tools/${String(known?.["id"])}/risk`, {
      cookie: max.cookie,
      json: { risk: "write" },
    });
    expect(set.status).toBe(200);
    expect(await says(max, await world.request(fresh()))).toBe(403);
  });

  test("is whoever acts for the caller, at any depth, also where linked afterwards", async () => {
    await run(sql`INSERT INTO principal (public_id, iss, sub, person_id, link_provenance, linked_at)
      VALUES ('prn_bob', ${ISSUER}, '00bob', (SELECT id FROM person WHERE slug = 'bob'), 'manual', now())`);
    const acted = (act: object, sub = "alice") => {
      const call = fresh({}, sub);
      return {
        ...call,
        subject: { ...call.subject, properties: { ...call.subject.properties, act } },
      };
    };
    for (const act of [
      { iss: ISSUER, sub: "00bob" },
      { sub: "00bob" },
      { sub: "proxy", act: { iss: ISSUER, sub: "00bob" } },
      { act: { sub: "00bob" } },
    ]) {
      const id = await world.request(acted(act));
      expect([act, await says(bob, id)]).toEqual([act, 403]);
      const card = await world.get(`/api/v1/approvals/${id}`, max.cookie);
      expect(card.body["more"]).toEqual({ act });
    }
    const id = await world.request(acted({ sub: "00later" }));
    await run(sql`UPDATE principal SET person_id = (SELECT id FROM person WHERE slug = 'bob'),
      link_provenance = 'manual', linked_at = now() WHERE sub = '00later'`);
    expect(await says(bob, id)).toBe(403);
    expect(await says(max, id)).toBe(200);
  });
});
