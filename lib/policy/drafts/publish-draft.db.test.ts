// A draft goes into force: against another one, a rule for everything, an approval nobody can give.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestMember } from "../../testing/api";
import { draftedRule, draftedText, type DraftWorld, draftWorld } from "../../testing/drafts";
import { newestVersion } from "../read-versions";

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
  test("that loosens nobody's own rights takes one admin; the other of two at once sees both changes", async () => {
    await inForce(draftedText([]));
    const [one, two] = [
      await draftOf(ada, draftedText([draftedRule()])),
      await draftOf(ben, draftedText([draftedRule({ id: "b" })])),
    ];
    const published = await ask(ada, "POST", `/drafts/${one.id}/publish`, {}, one.base);
    expect(published).toMatchObject({ status: 201, body: { number: one.base + 1 } });
    const late = await ask(ben, "POST", `/drafts/${two.id}/publish`, {}, two.base);
    expect(late).toMatchObject({
      status: 409,
      body: {
        details: {
          needs: "rebase",
          theirs: {
            number: one.base + 1,
            document: draftedText([draftedRule()]),
            author: `member:${ada.email}`,
          },
          yours: { document: draftedText([draftedRule({ id: "b" })]) },
        },
      },
    });
    // Taking their change in is a save, and then it goes.
    const both = draftedText([draftedRule(), draftedRule({ id: "b", subjects: ["group:law"] })]);
    await ask(ben, "PUT", `/drafts/${two.id}`, { document: both, base: one.base + 1 }, 1);
    const again = await ask(ben, "POST", `/drafts/${two.id}/publish`, {}, one.base + 1);
    expect(again.status).toBe(201);
    expect((await ask(ada, "GET", "")).body).toMatchObject({
      document: both,
      draftId: two.id,
      publishedBy: `member:${ben.email}`,
    });
  });

  test("of a selector that matches everything is confirmed with what it touches", async () => {
    await inForce(draftedText([]));
    const { id, base } = await draftOf(
      ada,
      draftedText([draftedRule({ id: "all", resources: ["tool:*/*"], effect: "deny" })]),
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
    await inForce(draftedText([]));
    const approval = { steps: [{ from: ["group:ops"], count: 2 }] };
    const document = draftedText([draftedRule({ effect: "ask", approval })]);
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
    await inForce(draftedText([]));
    const base = await newestVersion(api.deployment.pool.db);
    const document = draftedText([draftedRule({ subjects: ["person:ada"] })]);
    expect(await ask(ada, "POST", "/versions", { document, reason: "for me" }, base)).toMatchObject(
      { status: 409 },
    );
    expect(
      await ask(ben, "POST", "/versions", { document, reason: "for Ada" }, base),
    ).toMatchObject({ status: 201 });
  });
});

test("rolling back publishes an old document as a new version, by the same rules", async () => {
  await inForce(draftedText([draftedRule({ id: "old", subjects: ["group:eng"] })]));
  const old = await newestVersion(api.deployment.pool.db);
  await inForce(draftedText([]));
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
