// Whose word a change takes beside its author's, and when none is to be had.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestMember } from "../../testing/api";
import { draftedRule, draftedText, type DraftWorld, draftWorld } from "../../testing/drafts";

let world: DraftWorld;
let api: DraftWorld["api"];
let ada: DraftWorld["ada"];
let ben: DraftWorld["ben"];
let ask: DraftWorld["ask"];
let link: DraftWorld["link"];
let draftOf: DraftWorld["draftOf"];
let inForce: DraftWorld["inForce"];
beforeAll(async () => {
  world = await draftWorld();
  ({ api, ada, ben, ask, link, draftOf, inForce } = world);
});
afterAll(() => world.close());

describe("publishing a draft", () => {
  test("that loosens what its author may do takes a second admin, for this revision alone", async () => {
    await inForce(draftedText([]));
    const { id, base } = await draftOf(
      ada,
      draftedText([draftedRule({ subjects: ["group:eng"] })]),
    );
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
    await inForce(draftedText([]));
    const second = await api.member("admin");
    const { id, base } = await draftOf(
      ada,
      draftedText([draftedRule({ subjects: ["group:eng"] })]),
    );
    const agreed = await ask(second, "POST", `/drafts/${id}/agree`, {
      revision: 1,
      reason: "fine",
    });
    expect(agreed.status).toBe(200);
    await api.deployment.pool.sql`DELETE FROM member_role WHERE member_id = ${second.id}`;
    expect((await ask(ada, "POST", `/drafts/${id}/publish`, {}, base)).status).toBe(409);
  });

  test("is not agreed to by whoever wrote some of it, nor by their other account", async () => {
    await inForce(draftedText([]));
    const { id } = await draftOf(ada, draftedText([draftedRule({ subjects: ["group:eng"] })]));
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
    await inForce(draftedText([]));
    const stranger = await api.member("admin");
    const { id, base } = await draftOf(stranger, draftedText([draftedRule()]));
    expect(await ask(stranger, "POST", `/drafts/${id}/publish`, {}, base)).toMatchObject({
      status: 409,
      body: { details: { needs: "second_admin", unknownAuthors: [`member:${stranger.email}`] } },
    });
  });

  test("with failing tests takes a second admin who overrides them", async () => {
    await inForce(draftedText([]));
    const request = {
      subject: { type: "user", id: "x" },
      action: { name: "tools/call" },
      resource: { type: "tool", id: "crm/read" },
    };
    const { id, base } = await draftOf(
      ada,
      draftedText([draftedRule()], { tests: [{ name: "t", request, expect: "allow" }] }),
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
    await inForce(draftedText([]));
    const { id, base } = await draftOf(
      ada,
      draftedText([draftedRule({ subjects: ["group:eng"] })]),
    );
    expect((await ask(ada, "POST", `/drafts/${id}/publish`, {}, base)).status).toBe(201);
    expect((await ask(ada, "GET", "")).body).toMatchObject({ singleAdmin: true });
    const logged =
      await sql`SELECT details FROM admin_log WHERE action = 'policy.published' ORDER BY id DESC LIMIT 1`;
    expect(logged).toMatchObject([{ details: { draft: id, singleAdmin: true } }]);
  });
});
