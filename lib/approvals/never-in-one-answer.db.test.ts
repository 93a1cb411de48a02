// What is never approved among others.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EvaluationRequest } from "../policy/request";
import { ASK } from "../testing/approvals";
import { DOWNSTREAM, type SelectionWorld, selectionWorld } from "../testing/selections";

let desk: SelectionWorld;
beforeAll(async () => {
  desk = await selectionWorld();
});
afterAll(() => desk.world.close());

/** Whom bob has said yes to once. */
let caller: string;
beforeEach(async () => {
  caller = await desk.known();
});

describe("never in one answer", () => {
  const refusedWith = async (odd: EvaluationRequest) => {
    const ids = [...(await desk.several(caller, 2)), await desk.world.request(odd)];
    const seen = await desk.look(ids);
    const { status, body } = await desk.decide(ids);
    expect(status).toBe(409);
    expect(await desk.votesOn(ids)).toEqual([]);
    expect(seen.body).toMatchObject({ approve: { id: ids[2], why: body["detail"] } });
    return String(body["detail"]);
  };

  test("another tool", async () => {
    expect(await refusedWith(desk.call(caller, {}, "close"))).toContain("one tool");
  });

  test("somebody's first call", async () => {
    expect(await refusedWith(desk.call(desk.nobody()))).toContain("have not said yes");
  });

  test.each([
    ["the agent", { agent: "other-bot" }],
    ["the definition", { definitionSha256: "ab".repeat(32) }],
    ["the mode", { runAs: "other" }],
    ["who it runs as", { downstream: { ...DOWNSTREAM, sub: "svc-b" } }],
  ])("a call in which %s is not as before", async (_, more) => {
    expect(await refusedWith(desk.call(caller, more))).toContain("More than its arguments");
  });

  test("a call with another mode of its action than before", async () => {
    const odd = desk.call(caller);
    const action = { ...odd.action, properties: { mode: "for-real" } };
    expect(await refusedWith({ ...odd, action })).toContain("More than its arguments");
  });

  test("a call that is judged otherwise than the one before", async () => {
    const link = sql`
      WITH made AS (INSERT INTO person (slug, name) VALUES (${caller}, ${caller}) RETURNING id)
      UPDATE principal SET person_id = made.id, link_provenance = 'manual', linked_at = now() FROM made WHERE sub IN (${caller}, ${`svc-${caller}`})`;
    const asThemselves = { downstream: { ...DOWNSTREAM, sub: `svc-${caller}` } };
    // Both are known before they are linked.
    await desk.world.request(desk.call(caller, asThemselves));
    await desk.run(link);
    await desk.run(sql`UPDATE deployment SET directory_version = directory_version + 1`);
    const linked = await desk.world.request(desk.call(caller, asThemselves));
    expect((await desk.world.decide(desk.bob, linked)).status).toBe(200);
    await desk.run(
      sql`UPDATE principal SET person_id = NULL, link_provenance = NULL, linked_at = NULL WHERE sub = ${`svc-${caller}`}`,
    );
    await desk.run(sql`UPDATE deployment SET directory_version = directory_version + 1`);
    const ids = [
      await desk.world.request(desk.call(caller, asThemselves)),
      await desk.world.request(desk.call(caller, asThemselves)),
    ];
    expect((await desk.decide(ids)).body["detail"]).toContain("More than its arguments");
    expect(await desk.votesOn(ids)).toEqual([]);
  });

  test("what follows a no, whoever said it, or a yes that was taken back", async () => {
    const ids = await desk.several(caller, 3);
    await desk.world.decide(desk.bob, String(ids[0]), { choice: "deny", reason: "stop" });
    const left = ids.slice(1);
    expect((await desk.decide(left)).body["detail"]).toContain("denied or taken back");

    caller = await desk.known();
    const other = await desk.several(caller);
    await desk.decide(other);
    // Not the last of them.
    const revoked = await desk.world.post(
      `/api/v1/approvals/${other[0]}/revoke`,
      { reason: "a mistake" },
      { cookie: desk.bob.cookie },
    );
    expect(revoked.status).toBe(200);
    const next = await desk.several(caller, 2);
    expect((await desk.decide(next)).body["detail"]).toContain("denied or taken back");

    await desk.world.publish([
      { ...ASK, approval: { steps: [{ from: ["group:leads"], count: 2 }] } },
    ]);
    caller = await desk.known();
    const [both = ""] = await desk.several(caller, 1);
    await desk.world.decide(desk.bob, both);
    await desk.world.decide(desk.carol, both, { choice: "deny", reason: "not this" });
    const after = await desk.several(caller, 2);
    expect((await desk.decide(after)).body["detail"]).toContain("denied or taken back");
    expect(await desk.votesOn([...left, ...next, ...after])).toEqual([]);
    await desk.world.publish([ASK]);
  });

  test("a tool that the catalog has as changed, or a prompt of the same name", async () => {
    const ids = await desk.several(caller, 2);
    await desk.run(sql`
      WITH made AS (INSERT INTO catalog_server (server_id)
        SELECT server_id FROM tool WHERE name = 'comment' ON CONFLICT DO NOTHING)
      INSERT INTO catalog_tool (tool_id, server_id, state, first_seen_at, last_seen_at)
      SELECT id, server_id, 'changed', now(), now() FROM tool WHERE name = 'comment'`);
    const changed = await desk.decide(ids);
    await desk.run(sql`DELETE FROM catalog_tool`);
    expect(changed.body["detail"]).toContain("new or changed");
    await desk.world.publish([
      { ...ASK, actions: ["tools/call", "prompts/get"], resources: ["prompt:*/*", "tool:jira/*"] },
    ]);
    const prompts: string[] = [];
    for (const text of ["a", "b", "c"]) {
      const asked = {
        ...desk.call(caller),
        action: { name: "prompts/get", properties: undefined },
      };
      const resource = { type: "prompt", id: "comment", properties: { server: "jira" } };
      prompts.push(
        await desk.world.request({ ...asked, resource, context: { arguments: { text } } }),
      );
    }
    await desk.world.decide(desk.bob, String(prompts[0]));
    expect((await desk.decide(prompts.slice(1))).body["detail"]).toContain("catalog");
    await desk.world.publish([ASK]);
  });

  test("another action than a call, whatever the class of its tool", async () => {
    await desk.world.publish([{ ...ASK, actions: ["delete", "tools/call"] }]);
    const deletion = () => ({
      ...desk.call(caller),
      action: { name: "delete", properties: undefined },
    });
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(await desk.world.request(deletion()));
    const [first = "", ...left] = ids;
    expect((await desk.world.decide(desk.bob, first)).status).toBe(200);
    const seen = await desk.look(left);
    expect(seen.body).toMatchObject({ items: [{ risk: "write" }, { risk: "write" }] });
    const refused = await desk.decide(left);
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body["detail"]).toContain("no call");
    expect(await desk.votesOn(left)).toEqual([]);
    expect((await desk.decide(left, { choice: "deny", reason: "not like this" })).status).toBe(200);
    await desk.world.publish([ASK]);
  });

  test("what the catalog calls destructive, or says nothing of", async () => {
    const ids = await desk.several(caller, 2);
    await desk.world.destructive("comment");
    expect((await desk.decide(ids)).body["detail"]).toContain("destructive");
    await desk.run(sql`UPDATE tool SET risk = NULL WHERE name = 'comment'`);
    expect((await desk.decide(ids)).body["detail"]).toContain("catalog");
    await desk.world.writing("comment");
    expect((await desk.decide(ids)).status).toBe(200);
  });

  test("one alone, the same one twice, or more than twenty", async () => {
    const ids = await desk.several(caller, 2);
    for (const wrong of [
      ids.slice(1),
      [...ids, ...ids],
      Array.from({ length: 21 }, (_, n) => `${n}`),
    ]) {
      expect((await desk.decide(wrong)).status).toBe(400);
    }
    expect((await desk.decide(ids, { choice: "deny" })).status).toBe(400);
    expect(await desk.votesOn(ids)).toEqual([]);
  });

  test("by an old sign-in, or by whom it is not addressed to", async () => {
    const ids = await desk.several(caller, 2);
    const stranger = await desk.world.person("stranger", []);
    expect((await desk.decide(ids, { choice: "approve" }, stranger)).status).toBe(404);
    expect((await desk.look(ids, stranger)).status).toBe(404);
    await desk.run(sql`UPDATE member_session SET auth_time = now() - interval '6 minutes'`);
    const stale = await desk.decide(ids);
    await desk.run(sql`UPDATE member_session SET auth_time = now()`);
    expect(stale.status).toBe(403);
    expect(stale.body).toMatchObject({ details: { signInAgain: true } });
    expect(await desk.votesOn(ids)).toEqual([]);
  });
});
