// A draft is saved, edited and discarded.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { draftedRule, draftedText, type DraftWorld, draftWorld } from "../../testing/drafts";

let world: DraftWorld;
let ada: DraftWorld["ada"];
let ben: DraftWorld["ben"];
let ask: DraftWorld["ask"];
let draftOf: DraftWorld["draftOf"];
beforeAll(async () => {
  world = await draftWorld();
  ({ ada, ben, ask, draftOf } = world);
});
afterAll(() => world.close());

describe("a draft", () => {
  test("is saved onto the revision that was read; the second of two sees both texts, and nothing is lost", async () => {
    const { id } = await draftOf(ada, draftedText([draftedRule()]));
    const mine = draftedText([draftedRule({ name: "mine" })]);
    expect((await ask(ada, "PUT", `/drafts/${id}`, { document: mine }, 1)).body).toMatchObject({
      revision: 2,
    });
    const theirs = await ask(ben, "PUT", `/drafts/${id}`, { document: draftedText([]) }, 1);
    expect(theirs).toMatchObject({
      status: 409,
      body: {
        details: { theirs: { revision: 2, document: mine }, yours: { document: draftedText([]) } },
      },
    });
    const kept = await ask(ben, "GET", `/drafts/${id}`);
    expect(kept.body).toMatchObject({ document: mine, authors: [`member:${ada.email}`] });
    expect(kept.etag).toBe('"2"');
    expect((await ask(ben, "PUT", `/drafts/${id}`, { document: draftedText([]) })).status).toBe(
      400,
    );
  });

  test("keeps its comments through edits of rules and cells, and is a text in any state", async () => {
    const { id } = await draftOf(ada, draftedText([draftedRule()]));
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
    const { id } = await draftOf(ada, draftedText([]));
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
