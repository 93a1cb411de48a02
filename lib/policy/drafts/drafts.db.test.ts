import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { linkMember } from "../../access/link-member";
import { type TestApi, testApi, type TestMember } from "../../testing/api";
import { asOperator } from "../../testing/deployment";
import { publishPolicy } from "../publish-policy";
import { newestVersion } from "../read-versions";

let api: TestApi;
let ada: TestMember;
let ben: TestMember;
beforeAll(async () => {
  api = await testApi();
  [ada, ben] = [await api.member("admin"), await api.member("owner")];
  const { sql } = api.deployment.pool;
  await sql`INSERT INTO person (slug) VALUES ('ada'), ('ben'), ('cleo')`;
  await sql`INSERT INTO person_group (name, person_id, provenance)
    SELECT g.name, p.id, 'manual' FROM person p
    JOIN (VALUES ('eng', 'ada'), ('ops', 'ben')) AS g(name, slug) ON g.slug = p.slug`;
  await link(ada, "ada");
  await link(ben, "ben");
});
afterAll(async () => {
  api.refuseBugs();
  await api.close();
});

const operator = () => asOperator(api.deployment.pool);
const link = (member: TestMember, person: string | null) =>
  linkMember(operator(), { id: member.id, person });

type Answer = {
  status: number;
  body: Record<string, never> & { [key: string]: unknown };
  etag: string | null;
};

async function ask(
  who: TestMember,
  method: string,
  path: string,
  json?: unknown,
  ifMatch?: number,
): Promise<Answer> {
  const response = await api.request(method, `/api/v1/policy${path}`, {
    cookie: who.cookie,
    ...(json !== undefined && { json }),
    ...(ifMatch !== undefined && { headers: { "if-match": `"${ifMatch}"` } }),
  });
  return {
    status: response.status,
    body: await response.json(),
    etag: response.headers.get("etag"),
  };
}

const rule = (more: Record<string, unknown> = {}) => ({
  id: "r",
  subjects: ["group:sales"],
  resources: ["tool:crm/read"],
  effect: "allow",
  ...more,
});
const text = (rules: unknown[], more: Record<string, unknown> = {}) =>
  `// kept\n${JSON.stringify({ rules, ...more }, null, 2)}\n`;

async function draftOf(who: TestMember, document: string) {
  const { body } = await ask(who, "POST", "/drafts", { document, reason: "a test", title: "T" });
  return { id: String(body["id"]), base: Number(body["base"]) };
}

/** Puts this document in force, past all guard rails but those of the document. */
async function inForce(document: string) {
  const base = await newestVersion(api.deployment.pool.db);
  await publishPolicy(operator(), { document, reason: "a start", base });
}

describe("a draft", () => {
  test("is saved onto the revision that was read; the second of two sees both texts, and nothing is lost", async () => {
    const { id } = await draftOf(ada, text([rule()]));
    const mine = text([rule({ name: "mine" })]);
    expect((await ask(ada, "PUT", `/drafts/${id}`, { document: mine }, 1)).body).toMatchObject({
      revision: 2,
    });
    const theirs = await ask(ben, "PUT", `/drafts/${id}`, { document: text([]) }, 1);
    expect(theirs).toMatchObject({
      status: 409,
      body: { details: { theirs: { revision: 2, document: mine }, yours: { document: text([]) } } },
    });
    const kept = await ask(ben, "GET", `/drafts/${id}`);
    expect(kept.body).toMatchObject({ document: mine, authors: [`member:${ada.email}`] });
    expect(kept.etag).toBe('"2"');
    expect((await ask(ben, "PUT", `/drafts/${id}`, { document: text([]) })).status).toBe(400);
  });

  test("keeps its comments through edits of rules and cells, and is a text in any state", async () => {
    const { id } = await draftOf(ada, text([rule()]));
    const cell = { subject: "group:eng", resource: "tool:crm/read", effect: "ask" };
    const edited = await ask(
      ada,
      "POST",
      `/drafts/${id}/edit`,
      {
        edits: [
          { kind: "set_cells", cells: [cell] },
          { kind: "enable_rule", id: "r", enabled: false },
        ],
      },
      1,
    );
    expect(edited).toMatchObject({ status: 200, body: { revision: 2 } });
    expect(edited.body["document"]).toMatch(/^\/\/ kept/);
    const refused = await ask(
      ada,
      "POST",
      `/drafts/${id}/edit`,
      {
        edits: [
          { kind: "set_cells", cells: [{ ...cell, subject: "anyone", effect: "allow" }] },
          { kind: "remove_rule", id: "none" },
        ],
      },
      2,
    );
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: "edits.1" }] } });
    expect((await ask(ada, "PUT", `/drafts/${id}`, { document: "{ broken" }, 2)).status).toBe(200);
    const review = await ask(ada, "GET", `/drafts/${id}/review`);
    expect(JSON.stringify(review.body["defects"])).toContain('"line":1,"column":3');
    expect((await ask(ada, "POST", `/drafts/${id}/publish`, {}, 0)).status).toBe(400);
  });

  test("that was discarded can be read and nothing else", async () => {
    const { id } = await draftOf(ada, text([]));
    expect((await ask(ben, "POST", `/drafts/${id}/discard`, { reason: "not needed" })).status).toBe(
      200,
    );
    expect((await ask(ada, "PUT", `/drafts/${id}`, { title: "x" }, 1)).status).toBe(409);
    expect((await ask(ada, "POST", `/drafts/${id}/publish`, {}, 0)).status).toBe(409);
    expect((await ask(ada, "GET", `/drafts/${id}`)).body).toMatchObject({
      state: "discarded",
      ended: { reason: "not needed" },
    });
    const ids = async (state: string) => {
      const { body } = await ask(ada, "GET", `/drafts?state=${state}`);
      return JSON.stringify(body["items"]);
    };
    expect(await ids("discarded")).toContain(id);
    expect(await ids("open")).not.toContain(id);
  });
});

describe("publishing a draft", () => {
  test("that loosens nobody's own rights takes one admin; the other of two at once sees both changes", async () => {
    await inForce(text([]));
    const [one, two] = [
      await draftOf(ada, text([rule()])),
      await draftOf(ben, text([rule({ id: "b" })])),
    ];
    const published = await ask(ada, "POST", `/drafts/${one.id}/publish`, {}, one.base);
    expect(published).toMatchObject({ status: 201, body: { number: one.base + 1 } });
    const late = await ask(ben, "POST", `/drafts/${two.id}/publish`, {}, two.base);
    expect(late).toMatchObject({
      status: 409,
      body: {
        details: {
          needs: "rebase",
          theirs: { number: one.base + 1, document: text([rule()]), author: `member:${ada.email}` },
          yours: { document: text([rule({ id: "b" })]) },
        },
      },
    });
    // Taking their change in is a save, and then it goes.
    const both = text([rule(), rule({ id: "b", subjects: ["group:law"] })]);
    await ask(ben, "PUT", `/drafts/${two.id}`, { document: both, base: one.base + 1 }, 1);
    const again = await ask(ben, "POST", `/drafts/${two.id}/publish`, {}, one.base + 1);
    expect(again.status).toBe(201);
    expect((await ask(ada, "GET", "")).body).toMatchObject({
      document: both,
      draftId: two.id,
      publishedBy: `member:${ben.email}`,
    });
  });

  test("that loosens what its author may do takes a second admin, for this revision alone", async () => {
    await inForce(text([]));
    const { id, base } = await draftOf(ada, text([rule({ subjects: ["group:eng"] })]));
    const publish = (who: TestMember) => ask(who, "POST", `/drafts/${id}/publish`, {}, base);
    expect(await publish(ada)).toMatchObject({
      status: 409,
      body: { details: { needs: "second_admin" } },
    });
    const agree = (who: TestMember, revision: number) =>
      ask(who, "POST", `/drafts/${id}/agree`, { revision, reason: "looked at it" });
    expect((await agree(ada, 1)).status).toBe(403);
    expect((await agree(ben, 1)).status).toBe(200);
    // A save ends the agreement; whoever saves is an author.
    await ask(ada, "PUT", `/drafts/${id}`, { title: "another" }, 1);
    expect(await publish(ada)).toMatchObject({ status: 409 });
    expect((await agree(ben, 1)).status).toBe(409);
    expect((await agree(ben, 2)).status).toBe(200);
    expect((await publish(ada)).status).toBe(201);
    expect((await ask(ada, "GET", "")).body).toMatchObject({
      agreedBy: `member:${ben.email}`,
      agreeReason: "looked at it",
      singleAdmin: false,
    });
  });

  test("is not published on the word of somebody who may no longer publish", async () => {
    await inForce(text([]));
    const second = await api.member("admin");
    const { id, base } = await draftOf(ada, text([rule({ subjects: ["group:eng"] })]));
    const agreed = await ask(second, "POST", `/drafts/${id}/agree`, {
      revision: 1,
      reason: "fine",
    });
    expect(agreed.status).toBe(200);
    await api.deployment.pool.sql`DELETE FROM member_role WHERE member_id = ${second.id}`;
    expect((await ask(ada, "POST", `/drafts/${id}/publish`, {}, base)).status).toBe(409);
  });

  test("is not agreed to by whoever wrote some of it, nor by their other account", async () => {
    await inForce(text([]));
    const { id } = await draftOf(ada, text([rule({ subjects: ["group:eng"] })]));
    const other = await api.member("admin");
    await link(other, "ada");
    expect(
      await ask(other, "POST", `/drafts/${id}/agree`, { revision: 1, reason: "me again" }),
    ).toMatchObject({ status: 403 });
    await ask(ben, "PUT", `/drafts/${id}`, { title: "mine too" }, 1);
    expect(
      await ask(ben, "POST", `/drafts/${id}/agree`, { revision: 2, reason: "mine" }),
    ).toMatchObject({ status: 403 });
  });

  test("by somebody whom the directory does not know takes a second admin for any loosening", async () => {
    await inForce(text([]));
    const stranger = await api.member("admin");
    const { id, base } = await draftOf(stranger, text([rule()]));
    expect(await ask(stranger, "POST", `/drafts/${id}/publish`, {}, base)).toMatchObject({
      status: 409,
      body: { details: { needs: "second_admin", unknownAuthors: [`member:${stranger.email}`] } },
    });
  });

  test("with failing tests takes a second admin who overrides them", async () => {
    await inForce(text([]));
    const request = {
      subject: { type: "user", id: "x" },
      action: { name: "tools/call" },
      resource: { type: "tool", id: "crm/read" },
    };
    const { id, base } = await draftOf(
      ada,
      text([rule()], { tests: [{ name: "t", request, expect: "allow" }] }),
    );
    const publish = () => ask(ada, "POST", `/drafts/${id}/publish`, { overrideTests: true }, base);
    expect(await publish()).toMatchObject({
      status: 400,
      body: { errors: [{ path: "document:16:5" }], details: { needs: "override" } },
    });
    await ask(ben, "POST", `/drafts/${id}/agree`, { revision: 1, reason: "no matter" });
    expect((await publish()).status).toBe(400);
    await ask(ben, "POST", `/drafts/${id}/agree`, {
      revision: 1,
      reason: "the test is old",
      overrideTests: true,
    });
    expect((await publish()).status).toBe(201);
    expect((await ask(ada, "GET", "")).body).toMatchObject({ overrodeTests: true });
  });

  test("of a selector that matches everything is confirmed with what it touches", async () => {
    await inForce(text([]));
    const { id, base } = await draftOf(
      ada,
      text([rule({ id: "all", resources: ["tool:*/*"], effect: "deny" })]),
    );
    const publish = (confirm: string[]) =>
      ask(ada, "POST", `/drafts/${id}/publish`, { confirm }, base);
    expect(await publish([])).toMatchObject({
      status: 409,
      body: {
        details: {
          needs: "confirmation",
          catchAll: [{ ruleId: "all", selector: "tool:*/*", identities: 0 }],
        },
      },
    });
    expect((await publish(["all"])).status).toBe(201);
  });

  test("of an approval that nobody can give is refused with the place, at the machine too", async () => {
    await inForce(text([]));
    const approval = { steps: [{ from: ["group:ops"], count: 2 }] };
    const document = text([rule({ effect: "ask", approval })]);
    const { id, base } = await draftOf(ada, document);
    const refused = await ask(ada, "POST", `/drafts/${id}/publish`, {}, base);
    expect(refused).toMatchObject({
      status: 400,
      body: { errors: [{ path: expect.stringMatching(/^document:15:11/) }] },
    });
    await expect(inForce(document)).rejects.toMatchObject({ code: "invalid" });
    const [one, two] = [await api.member("approver"), await api.member("approver")];
    await link(one, "ben");
    await link(two, "cleo");
    await api.deployment.pool.sql`INSERT INTO person_group (name, person_id, provenance)
      SELECT 'ops', id, 'manual' FROM person WHERE slug = 'cleo'`;
    expect((await ask(ada, "POST", `/drafts/${id}/publish`, {}, base)).status).toBe(201);
  });

  test("through the versions meets the same guard rails for a member", async () => {
    await inForce(text([]));
    const base = await newestVersion(api.deployment.pool.db);
    const document = text([rule({ subjects: ["person:ada"] })]);
    expect(await ask(ada, "POST", "/versions", { document, reason: "for me" }, base)).toMatchObject(
      { status: 409 },
    );
    expect(
      await ask(ben, "POST", "/versions", { document, reason: "for Ada" }, base),
    ).toMatchObject({ status: 201 });
  });
});

test("rolling back publishes an old document as a new version, by the same rules", async () => {
  await inForce(text([rule({ id: "old", subjects: ["group:eng"] })]));
  const old = await newestVersion(api.deployment.pool.db);
  await inForce(text([]));
  const { body } = await ask(ada, "POST", "/drafts", { restores: old, reason: "it was right" });
  expect(body).toMatchObject({
    base: old + 1,
    restores: old,
    title: `Roll back to version ${old}`,
  });
  const publish = (who: TestMember) =>
    ask(who, "POST", `/drafts/${String(body["id"])}/publish`, {}, old + 1);
  // It gives the author back what was taken.
  expect((await publish(ada)).status).toBe(409);
  await ask(ben, "POST", `/drafts/${String(body["id"])}/agree`, { revision: 1, reason: "yes" });
  expect(await publish(ada)).toMatchObject({ status: 201, body: { number: old + 2 } });
  expect((await ask(ada, "GET", `/versions/${old + 2}`)).body).toMatchObject({ restores: old });
});

describe("single-admin mode", () => {
  test("is refused while somebody could agree, is shown, and is recorded with what it let through", async () => {
    const on = { on: true, reason: "a small team" };
    expect((await ask(ben, "PUT", "/single-admin", on)).status).toBe(409);
    const { sql } = api.deployment.pool;
    await sql`UPDATE member SET disabled_at = now() WHERE id <> ${ada.id} AND id <> ${ben.id}`;
    await sql`UPDATE member SET disabled_at = now() WHERE id = ${ben.id}`;
    expect((await ask(ada, "GET", "/single-admin")).body).toEqual({
      on: true,
      why: "only_one",
      admins: 1,
    });
    await inForce(text([]));
    const { id, base } = await draftOf(ada, text([rule({ subjects: ["group:eng"] })]));
    expect((await ask(ada, "POST", `/drafts/${id}/publish`, {}, base)).status).toBe(201);
    expect((await ask(ada, "GET", "")).body).toMatchObject({ singleAdmin: true });
    const logged =
      await sql`SELECT details FROM admin_log WHERE action = 'policy.published' ORDER BY id DESC LIMIT 1`;
    expect(logged).toMatchObject([{ details: { draft: id, singleAdmin: true } }]);
  });
});
