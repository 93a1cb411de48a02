import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePartitions, weeksBetween } from "../../calls/partitions";
import { sequencePending } from "../../ledger/sequence";
import { type TestApi, testApi, type TestMember } from "../../testing/api";
import { asOperator, nativeCall, send, testSource } from "../../testing/deployment";
import { publishPolicy } from "../publish-policy";
import type { MatrixView } from "../matrix/model";
import type { EffectiveView } from "./effective-view";

const IDP = "https://idp.acme.example";
let api: TestApi;
let viewer: TestMember;
beforeAll(async () => {
  api = await testApi();
  viewer = await api.member("viewer");
  const { pool } = api.deployment;
  const { sql } = pool;
  const source = await testSource(pool, "gw-reach");
  const day = new Date(Date.now() - 24 * 3600 * 1000).toISOString();
  const call = (id: string, sub: string, tool: string, ranAs: string) =>
    nativeCall(id, {
      time: day,
      caller: { evidence: "validated", iss: IDP, sub },
      client: { id: "cli" },
      server: { name: "jira" },
      tool: { name: tool, arguments: {} },
      downstream: {
        evidence: "validated",
        kind: "user_token",
        iss: "https://jira.example",
        sub: ranAs,
      },
    });
  await send(api.deployment, source, [
    call("1", "ada", "get", "ada-jira"),
    call("2", "ada", "get", "svc-admin"),
    call("3", "ben", "get", "svc-admin"),
    call("4", "ben", "drop/all", "svc-admin"),
    call("5", "cleo", "put", "svc-admin"),
  ]);
  await sequencePending(sql);
  await sql`INSERT INTO person (slug, name) VALUES ('ada', 'Ada'), ('ben', 'Ben'), ('cleo', 'Cleo')`;
  await sql`UPDATE principal p SET person_id = n.id, link_provenance = 'manual', linked_by = 't', linked_at = now()
    FROM person n WHERE n.slug = split_part(p.sub, '-', 1)`;
  await sql`INSERT INTO person_group (name, person_id, provenance)
    SELECT 'eng', id, 'manual' FROM person WHERE slug IN ('ada', 'ben')`;
  await sql`UPDATE deployment SET directory_version = directory_version + 1`;
  const rules = [
    {
      id: "read",
      name: "Engineers read",
      subjects: ["group:eng"],
      resources: ["tool:jira/get"],
      effect: "allow",
    },
    {
      id: "safe",
      subjects: ["anyone"],
      resources: ["tool:jira/*"],
      effect: "deny",
      when: { runAs: ["service"] },
    },
    {
      id: "m",
      origin: "matrix",
      subjects: ["person:ada"],
      resources: ["tool:jira/put", "tool:wiki/never%2Fseen"],
      effect: "ask",
    },
    {
      id: "old",
      subjects: ["anyone"],
      resources: ["tool:*/*"],
      effect: "allow",
      until: "2026-01-01T00:00:00Z",
    },
  ];
  await publishPolicy(asOperator(pool), {
    document: JSON.stringify({ rules }),
    reason: "a start",
    base: 0,
  });
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

async function ask<T>(method: string, path: string, json?: unknown): Promise<T> {
  const response = await api.request(method, `/api/v1/policy${path}`, {
    cookie: viewer.cookie,
    ...(json !== undefined && { json }),
  });
  expect(response.status).toBe(200);
  const body: T = await response.json();
  return body;
}

describe("effective access", () => {
  test("of a person says which tools, through which rule, who else gets it, and as whom it ran", async () => {
    const view = await ask<EffectiveView>(
      "GET",
      `/effective?principal=${encodeURIComponent(`${IDP}|ada`)}`,
    );
    expect(view.tools.map(({ name, cell }) => [name, cell.effects])).toEqual([
      ["drop/all", ["deny"]],
      ["get", ["deny", "allow"]],
      ["put", ["deny", "ask"]],
      ["never/seen", ["ask"]],
    ]);
    expect(view.tools.at(-1)).toMatchObject({ server: "wiki", id: null, used: null });
    expect(view.rules.find(({ id }) => id === "read")).toMatchObject({
      subjects: ["group:eng"],
      persons: 2,
    });
    const asPerson = await ask<EffectiveView>("GET", "/effective?subject=person:ada&limit=2");
    expect(asPerson.tools[1]?.used).toMatchObject({ calls: 2 });
    expect(asPerson.next).toBe("2");
    expect(view.tools[1]?.used).toMatchObject({ calls: 2 });
  });

  test("of a tool says who may call it, through what, and who did", async () => {
    const view = await ask<EffectiveView>("GET", "/effective?tool=jira/get");
    expect(view.identities.map(({ subject, used }) => [subject, used?.calls ?? 0])).toEqual([
      ["anyone", 3],
      ["group:eng", 3],
      ["person:ada", 2],
      ["person:ben", 1],
      ["person:cleo", 0],
    ]);
    expect(view.identities[2]?.cell.ruleIds).toEqual(["read", "safe"]);
    expect(view.rules.map(({ id }) => id)).toEqual(["read", "safe"]);
    const encoded = await ask<EffectiveView>(
      "GET",
      `/effective?tool=${encodeURIComponent("jira/drop%2Fall")}`,
    );
    const asSelector = await ask<EffectiveView>("GET", "/effective?tool=tool:jira/get");
    expect(asSelector).toEqual(view);
    expect(encoded.identities.find(({ subject }) => subject === "person:ben")?.used?.calls).toBe(1);
  });

  test("says what denies before any rule: a block that means them, and the catalog", async () => {
    const { sql } = api.deployment.pool;
    const until = "2099-01-01T00:00:00.000Z";
    await sql`INSERT INTO block (id, subject, resource, credential, reason, set_by, until) VALUES
      ('blk_group', 'group:eng', 'tool:jira/g*', NULL, 'r', 't', ${until}),
      ('blk_other', 'person:cleo', NULL, NULL, 'r', 't', NULL),
      ('blk_key', NULL, 'tool:jira/get', 'svc-admin', 'r', 't', NULL),
      ('blk_over', 'anyone', NULL, NULL, 'r', 't', now() - interval '1 hour')`;
    await sql`INSERT INTO catalog_server (server_id, state)
      SELECT id, 'enforced' FROM server WHERE name = 'jira'`;
    await sql`INSERT INTO catalog_tool (tool_id, server_id, state, first_seen_at, last_seen_at)
      SELECT t.id, s.id, CASE t.name WHEN 'put' THEN 'changed' ELSE 'allowed' END, now(), now()
      FROM tool t JOIN server s ON s.id = t.server_id WHERE s.name = 'jira'`;
    const ada = await ask<EffectiveView>("GET", "/effective?subject=person:ada");
    expect(ada.tools.map(({ name, held, blockIds }) => [name, held, blockIds])).toEqual([
      ["drop/all", null, []],
      ["get", null, ["blk_group"]],
      ["put", "changed", []],
      ["never/seen", null, []],
    ]);
    expect(ada.blocks).toEqual([
      { id: "blk_group", subject: "group:eng", resource: "tool:jira/g*", credential: null, until },
      {
        id: "blk_key",
        subject: null,
        resource: "tool:jira/get",
        credential: "svc-admin",
        until: null,
      },
    ]);
    const get = await ask<EffectiveView>("GET", "/effective?tool=jira/get");
    expect(get.identities.map(({ subject, blockIds }) => [subject, blockIds])).toEqual([
      ["anyone", []],
      ["group:eng", ["blk_group"]],
      ["person:ada", ["blk_group"]],
      ["person:ben", ["blk_group"]],
      ["person:cleo", ["blk_other"]],
    ]);
    expect(get.held).toBeNull();
    expect((await ask<EffectiveView>("GET", "/effective?tool=jira/put")).held).toBe("changed");
    expect((await ask<EffectiveView>("GET", "/effective?tool=jira/unseen")).held).toBe("new");
    expect([ada.tools[0]?.strict, get.strict]).toEqual([false, false]);
    await sql`UPDATE catalog_server SET strict = true`;
    const strict = await ask<EffectiveView>("GET", "/effective?subject=person:ada");
    expect(strict.tools.map(({ server, strict: holds }) => [server, holds])).toEqual([
      ["jira", true],
      ["jira", true],
      ["jira", true],
      ["wiki", false],
    ]);
    expect((await ask<EffectiveView>("GET", "/effective?tool=jira/get")).strict).toBe(true);
    const matrix = await ask<MatrixView>("GET", "/matrix");
    expect(matrix.servers.map(({ name, strict: holds }) => [name, holds])).toEqual([
      ["jira", true],
      ["wiki", undefined],
    ]);
    expect(matrix.servers[0]?.tools.map(([name, , , , held]) => [name, held])).toEqual([
      ["drop/all", null],
      ["get", null],
      ["put", "changed"],
    ]);
    await sql`DELETE FROM block`;
    await sql`DELETE FROM catalog_tool`;
    await sql`DELETE FROM catalog_server`;
  });

  test("says of whom the directory does not know that it does not, and still what anyone gets", async () => {
    const known = async (subject: string) => {
      const view = await ask<EffectiveView>("GET", `/effective?subject=${subject}`);
      return [view.known, view.tools.map(({ cell }) => cell.ruleIds.join())];
    };
    expect(await known("person:nobodyatall")).toEqual([false, ["safe", "safe", "safe"]]);
    expect(await known("group:doesnotexist")).toEqual([false, ["safe", "safe", "safe"]]);
    expect(await known("client:any")).toEqual([true, ["safe", "safe", "safe"]]);
    expect((await known("person:cleo"))[0]).toBe(true);
    expect((await known("group:eng"))[0]).toBe(true);
    expect((await ask<EffectiveView>("GET", "/effective?tool=jira/get")).known).toBe(true);
    expect((await ask<EffectiveView>("GET", "/effective?tool=jira/nothing")).known).toBe(false);
  });

  test("refuses a question about both or neither", async () => {
    const noTool = ["?tool=jira", "?tool=jira/*", "?tool=a/b/c", "?tool=prompt:a/b", "?tool=tool:"];
    for (const query of ["", "?subject=anyone&tool=a/b", "?subject=nobody", ...noTool]) {
      const response = await api.request("GET", `/api/v1/policy/effective${query}`, {
        cookie: viewer.cookie,
      });
      expect(response.status).toBe(400);
    }
  });
});

test("the list of rules says what each was good for", async () => {
  const { sql } = api.deployment.pool;
  const week = new Date(Date.now() - 8 * 24 * 3600 * 1000).toISOString();
  await ensurePartitions(
    sql,
    weeksBetween(Date.parse(week), Date.parse(week)),
    api.deployment.dimensions.weeks,
  );
  await sql`INSERT INTO decision (occurred_at, id, source_id, caller_id, action, effect, reason, rule_ids, policy_version)
    SELECT ${week}::timestamptz, 'd' || p.id, 1, p.id, 'tools/call', 'allow', 'rule', '{read}', 1
    FROM principal p WHERE p.sub IN ('ada', 'ben', 'ada-jira')`;
  const { items } = await ask<{ items: { id: string }[] }>("GET", "/rules");
  expect(items).toMatchObject([
    { id: "read", calls: 3, people: 2, unused: false },
    { id: "safe", calls: 0, unused: true, lastUsed: null, conditional: true },
    { id: "m", unused: true },
    { id: "old", ended: true },
  ]);
});

test("a diff of any two documents says what they mean for each identity", async () => {
  const after = {
    document: JSON.stringify({
      rules: [{ id: "x", subjects: ["group:eng"], resources: ["tool:jira/put"], effect: "allow" }],
    }),
  };
  const diff = await ask<{ items: unknown[] }>("POST", "/diff", { before: { version: 0 }, after });
  expect(diff.items).toMatchObject([
    { subject: "group:eng", change: "gained", server: "jira", tool: "put" },
  ]);
  expect(diff).toMatchObject({ before: '{"rules":[]}', after: after.document });
  const none = await ask<{ items: unknown[] }>("POST", "/diff", { before: { version: 1 } });
  expect(none.items).toEqual([]);
});
