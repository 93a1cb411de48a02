import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { publishPolicy } from "../publish-policy";
import { newestVersion } from "../read-versions";
import { type TestApi, testApi, type TestMember } from "../../testing/api";
import { asOperator } from "../../testing/deployment";
import { cellAt, isChanged, toolsOf } from "./grid";
import { type MatrixView, matrixView, type UsageView, usageView } from "./model";

let api: TestApi;
let ada: TestMember;
beforeAll(async () => {
  api = await testApi();
  ada = await api.member("admin");
  const { sql } = api.deployment.pool;
  await sql`INSERT INTO person (slug, name) VALUES ('ines', 'Ines'), ('otto', NULL)`;
  await sql`INSERT INTO person_group (name, person_id, provenance)
    SELECT 'eng', id, 'manual' FROM person`;
  await sql`INSERT INTO principal (public_id, iss, sub, name, person_id, link_provenance, linked_at)
    SELECT 'pri_' || slug, 'https://idp.example', slug, name, id, 'manual', now() FROM person`;
  await sql`INSERT INTO principal (public_id, iss, sub, name, person_id, link_provenance, linked_at)
    SELECT 'pri_gh', 'https://github.com', 'ines', NULL, id, 'manual', now()
    FROM person WHERE slug = 'ines'`;
  await sql`INSERT INTO principal (public_id, iss, sub, name)
    VALUES ('pri_svc', 'https://jira', 'svc-jira-admin', 'svc-jira-admin')`;
  await sql`INSERT INTO client (client_id) VALUES ('cli'), (NULL)`;
  await sql`INSERT INTO server (name) VALUES ('jira'), ('wiki')`;
  await sql`INSERT INTO tool (server_id, name, risk)
    SELECT id, 'get', 'read' FROM server UNION ALL
    SELECT id, 'delete', 'destructive' FROM server WHERE name = 'jira'`;
  await publish([
    {
      id: "eng",
      name: "Engineers read",
      subjects: ["group:eng"],
      resources: ["tool:*/get"],
      effect: "allow",
    },
    { id: "gone", subjects: ["anyone"], resources: ["tool:old/only_named"], effect: "deny" },
  ]);
  await used("pri_ines", "pri_ines", "get", 7);
  await used("pri_ines", "pri_gh", "get", 5);
  await used("pri_otto", "pri_svc", "get", 3);
  await used("pri_otto", null, "delete", 2);
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

async function publish(rules: unknown[]) {
  const base = await newestVersion(api.deployment.pool.db);
  const document = JSON.stringify({ rules });
  await publishPolicy(asOperator(api.deployment.pool), { document, reason: "a test", base });
}

/** Calls of today on jira through the client. */
async function used(caller: string, ranAs: string | null, tool: string, n: number) {
  const { sql } = api.deployment.pool;
  await sql`
    WITH way AS (
      INSERT INTO path (caller_id, client_id, source_id, server_id, ran_as_id, credential_id)
      SELECT c.id, (SELECT id FROM client WHERE client_id = 'cli'), 1, 1,
             coalesce((SELECT id FROM principal WHERE public_id = ${ranAs}), 0), 0
      FROM principal c WHERE c.public_id = ${caller} RETURNING id
    )
    INSERT INTO rollup_day (day, path_id, tool_id, verdict, outcome, decision, n)
    SELECT date_trunc('day', now(), 'UTC'), way.id, t.id, 'match', 'ok', '', ${n}
    FROM way, tool t JOIN server s ON s.id = t.server_id
    WHERE s.name = 'jira' AND t.name = ${tool}`;
}

const get = async (path: string) => {
  const response = await api.request("GET", `/api/v1/policy${path}`, { cookie: ada.cookie });
  return { status: response.status, body: await response.json() };
};
const matrix = async (query: string) => matrixView.parse((await get(`/matrix?${query}`)).body);

function said(view: MatrixView, tool: string, subject: string): string {
  const row = toolsOf(view).findIndex(({ server, name }) => `${server}/${name}` === tool);
  const cell = cellAt(
    view,
    view.now,
    row,
    view.columns.findIndex((one) => one.subject === subject),
  );
  return cell ? `${cell.state} ${cell.ruleIds.join()}` : "not there";
}

describe("the matrix", () => {
  test("has the catalog's tools and those that rules name, by server, against everybody and groups", async () => {
    const view = await matrix("");
    expect(toolsOf(view).map(({ server, name }) => `${server}/${name}`)).toEqual([
      "jira/delete",
      "jira/get",
      "old/only_named",
      "wiki/get",
    ]);
    expect(view.columns.map(({ subject, members }) => [subject, members])).toEqual([
      ["anyone", null],
      ["group:eng", 2],
    ]);
    expect(said(view, "jira/get", "group:eng")).toBe("allow eng");
    expect(said(view, "old/only_named", "group:eng")).toBe("deny gone");
    expect(view.rules.map(({ name }) => name)).toEqual(["Engineers read", "gone"]);
    expect(view.parts).toContainEqual({ key: "clients", columns: 1, open: false });
  });

  test("opens a group to its people and shows clients, and only what is compared where that is asked", async () => {
    const open = await matrix("open=group:eng,clients");
    expect(open.columns.map(({ subject, name, under }) => [subject, name, under])).toEqual([
      ["anyone", "Anyone", null],
      ["group:eng", "eng", null],
      ["person:ines", "Ines", "group:eng"],
      ["person:otto", "otto", "group:eng"],
      ["client:cli", "cli", "clients"],
    ]);
    expect(said(open, "wiki/get", "person:ines")).toBe("allow eng");
    const two = await matrix("only=person:ines,client:cli&server=wiki");
    expect(two.columns.map(({ subject }) => subject)).toEqual(["person:ines", "client:cli"]);
    expect(toolsOf(two)).toEqual([{ server: "wiki", name: "get" }]);
    expect(two.serverNames).toEqual(["jira", "old", "wiki"]);
  });

  test("of a draft says what differs from what it was made from, and is refused while its text is none", async () => {
    const draft = await send("POST", "/drafts", {}, undefined);
    const edits = [
      {
        kind: "set_cells",
        cells: [{ subject: "group:eng", resource: "tool:jira/get", effect: "deny" }],
      },
    ];
    await send("POST", `/drafts/${draft.id}/edit`, { edits }, 1);
    const view = await matrix(`draft=${draft.id}`);
    expect(said(view, "jira/get", "group:eng")).toMatch(/^deny /);
    expect(changedIn(view)).toEqual(["jira/get group:eng"]);
    await send("PUT", `/drafts/${draft.id}`, { document: "{" }, 2);
    const broken = await get(`/matrix?draft=${draft.id}`);
    expect(broken).toMatchObject({ status: 400, body: { errors: [{ path: "document:1:2" }] } });
    expect((await get("/matrix?draft=drf_none")).status).toBe(404);
    expect((await get("/matrix?version=99")).status).toBe(404);
  });

  test("of a draft marks no cell that a rule decides as before, whatever else the rule now names", async () => {
    const draft = await send("POST", "/drafts", {}, undefined);
    const put = async (revision: number, more: object) => {
      const rule = { id: "eng", subjects: ["group:eng"], effect: "allow", ...more };
      await send(
        "POST",
        `/drafts/${draft.id}/edit`,
        { edits: [{ kind: "put_rule", rule }] },
        revision,
      );
      return changedIn(await matrix(`draft=${draft.id}`));
    };
    expect(await put(1, { resources: ["tool:jira/get"] })).toEqual(["wiki/get group:eng"]);
    const limit = { calls: 3, per: "hour", by: "caller" };
    expect(await put(2, { resources: ["tool:*/get"], limit })).toEqual([
      "jira/get group:eng",
      "wiki/get group:eng",
    ]);
  });

  test("names the standing blocks that mean a column, whatever a call runs with", async () => {
    const { sql } = api.deployment.pool;
    await sql`INSERT INTO block (id, subject, resource, credential, reason, set_by, until) VALUES
      ('blk_eng', 'group:eng', NULL, NULL, 'r', 't', NULL),
      ('blk_get', NULL, 'tool:jira/get', NULL, 'r', 't', NULL),
      ('blk_key', 'group:eng', NULL, 'svc', 'r', 't', NULL),
      ('blk_other', 'client:elsewhere', NULL, NULL, 'r', 't', NULL),
      ('blk_over', 'anyone', NULL, NULL, 'r', 't', now() - interval '1 hour')`;
    const { blocks } = await matrix("");
    expect(blocks.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: "blk_eng", subject: "group:eng", resource: null },
      { id: "blk_get", subject: null, resource: "tool:jira/get" },
    ]);
    await sql`DELETE FROM block`;
  });

  test("counts the calls of each cell and as whom they ran, one person's principals as one", async () => {
    const usage = usageView.parse((await get("/matrix/usage?open=group:eng,clients")).body);
    expect(await inWords(usage)).toEqual([
      "get anyone: 12 caller",
      "get group:eng: 12 caller",
      "get person:ines: 12 caller",
      "get client:cli: 12 caller",
      "get anyone: 3 svc-jira-admin",
      "get group:eng: 3 svc-jira-admin",
      "get person:otto: 3 svc-jira-admin",
      "get client:cli: 3 svc-jira-admin",
      "delete anyone: 2 unknown",
      "delete group:eng: 2 unknown",
      "delete person:otto: 2 unknown",
      "delete client:cli: 2 unknown",
    ]);
  });
});

function changedIn(view: MatrixView): string[] {
  return toolsOf(view).flatMap(({ server, name }, row) =>
    view.columns.flatMap(({ subject }, at) =>
      isChanged(view, row, at) ? [`${server}/${name} ${subject}`] : [],
    ),
  );
}

async function send(method: string, path: string, json: unknown, ifMatch: number | undefined) {
  const response = await api.request(method, `/api/v1/policy${path}`, {
    cookie: ada.cookie,
    json,
    ...(ifMatch !== undefined && { headers: { "if-match": `"${ifMatch}"` } }),
  });
  expect(response.status).toBeLessThan(300);
  return response.json();
}

async function inWords({ cells, columns, ranAs }: UsageView): Promise<string[]> {
  const { sql } = api.deployment.pool;
  const names = await sql<{ id: string; name: string }[]>`SELECT id::text, name FROM tool`;
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  return cells.map(([tool, at, as, n]) => {
    const ran = ranAs[as];
    return `${nameOf.get(tool)} ${columns[at]}: ${n} ${ran?.kind === "other" ? ran.name : ran?.kind}`;
  });
}
