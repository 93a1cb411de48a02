import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensurePartitions, weeksBetween } from "../../calls/partitions";
import { sequencePending } from "../../ledger/sequence";
import { type TestApi, testApi, type TestMember } from "../../testing/api";
import { asOperator, nativeCall, send, testSource } from "../../testing/deployment";
import { publishPolicy } from "../publish-policy";
import type { EffectiveView } from "./effective-view";
import type { MatrixView } from "./matrix-view";

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
      resources: ["tool:jira/put"],
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

describe("the matrix", () => {
  test("says for each cell what is set, by which rule, and what happened", async () => {
    const view = await ask<MatrixView>("POST", "/matrix", {
      subjects: ["group:eng", "person:ada", "client:cli", "group:none"],
    });
    expect(view.rows.map(({ resource }) => resource)).toEqual([
      "tool:jira/drop%2Fall",
      "tool:jira/get",
      "tool:jira/put",
    ]);
    const cell = (row: number, column: number) => view.palette[view.cells[row]?.[column] ?? -1];
    expect(cell(1, 0)).toEqual({
      state: "mixed",
      effects: ["deny", "allow"],
      ruleIds: ["read", "safe"],
      own: false,
    });
    expect(cell(2, 1)).toMatchObject({ state: "mixed", effects: ["deny", "ask"], own: false });
    expect(cell(0, 2)).toEqual({
      state: "conditional",
      effects: ["deny"],
      ruleIds: ["safe"],
      own: false,
    });
    expect(view.usage.find(({ row, column }) => row === 1 && column === 0)).toMatchObject({
      calls: 3,
      ranAs: [
        { name: "svc-admin", calls: 2 },
        { name: "caller", calls: 1 },
      ],
    });
    expect(view.usage.some(({ column }) => column === 3)).toBe(false);
    expect(view.columns[0]).toEqual({
      subject: "group:eng",
      kind: "group",
      name: "eng",
      persons: 2,
    });
    expect(view.rules).toContainEqual({ id: "read", name: "Engineers read" });
  });

  test("of a draft shows the draft, and a cell of its own as its own", async () => {
    const document = JSON.stringify({
      rules: [
        {
          id: "m",
          origin: "matrix",
          subjects: ["group:eng"],
          resources: ["tool:jira/get"],
          effect: "ask",
        },
      ],
    });
    const view = await ask<MatrixView>("POST", "/matrix", {
      of: { document },
      q: "JIRA/g",
      limit: 1,
    });
    expect(view).toMatchObject({
      total: 1,
      next: null,
      cells: [[1]],
      palette: [{ state: "unset" }, { state: "ask", own: true }],
    });
  });

  test("of 2,000 tools by 50 columns costs less than a second of a core", async () => {
    const { sql } = api.deployment.pool;
    await sql`INSERT INTO server (name) SELECT 's' || n FROM generate_series(1, 40) n`;
    await sql`INSERT INTO tool (server_id, name) SELECT s.id, 't' || n FROM server s CROSS JOIN generate_series(1, 50) n WHERE s.name <> 'jira'`;
    const rules = Array.from({ length: 2_000 }, (_, n) => ({
      id: `r${n}`,
      subjects: [`group:g${n % 50}`],
      resources: [`tool:s${(n % 40) + 1}/t*`],
      effect: n % 3 === 0 ? "deny" : "allow",
    }));
    const subjects = Array.from({ length: 50 }, (_, n) => `group:g${n}`);
    const body = { of: { document: JSON.stringify({ rules }) }, subjects, limit: 2_000 };
    await ask("POST", "/matrix", body);
    // Of this process: how long it takes depends on who else uses the machine.
    const before = process.cpuUsage();
    const view = await ask<MatrixView>("POST", "/matrix", body);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(1_000);
    expect(view.cells).toHaveLength(2_000);
    expect(view.next).toBe(2_000);
    await sql`DELETE FROM tool WHERE server_id <> (SELECT id FROM server WHERE name = 'jira')`;
  });
});

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
    ]);
    expect(view.rules.find(({ id }) => id === "read")).toMatchObject({
      subjects: ["group:eng"],
      persons: 2,
    });
    const asPerson = await ask<EffectiveView>("GET", "/effective?subject=person:ada&limit=2");
    expect(asPerson.tools[1]?.used).toMatchObject({ calls: 2 });
    expect(asPerson.next).toBe("2");
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
    expect(encoded.identities.find(({ subject }) => subject === "person:ben")?.used?.calls).toBe(1);
  });

  test("refuses a question about both or neither", async () => {
    for (const query of ["", "?subject=anyone&tool=a/b", "?subject=nobody"]) {
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
