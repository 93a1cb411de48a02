// The proof that is kept with a vote: it holds as long as nobody turns, moves or removes anything.
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ASK } from "../testing/approvals";
import { freshCall, type PasskeyWorld, passkeyWorld } from "../testing/passkey-votes";
import { verifyVotes } from "./verify-votes";

let world: PasskeyWorld["world"];
let bob: PasskeyWorld["bob"];
let carol: PasskeyWorld["carol"];
let owner: PasskeyWorld["owner"];
let bobs: PasskeyWorld["bobs"];
let carols: PasskeyWorld["carols"];
let run: PasskeyWorld["run"];
beforeAll(async () => {
  ({ world, bob, carol, owner, bobs, carols, run } = await passkeyWorld());
});
afterAll(() => world.close());

let call = freshCall();
beforeEach(() => {
  call = freshCall();
});

describe("verifying what is stored", () => {
  const problems = async () => {
    const found: (string | null)[] = [];
    for await (const { proof, problem } of verifyVotes(world.api.deployment.pool.sql)) {
      if (proof === "passkey") found.push(problem);
    }
    return found;
  };
  /** As somebody could who owns the database. */
  const forge = async (id: string, change: ReturnType<typeof sql>) => {
    await run(sql`ALTER TABLE approval_vote DISABLE TRIGGER approval_vote_keep`);
    await run(sql`UPDATE approval_vote SET ${change} WHERE approval_id = ${id}`);
    await run(sql`ALTER TABLE approval_vote ENABLE TRIGGER approval_vote_keep`);
  };

  test("every vote that was taken holds: yes and no, of one and of two, of deputies, wider, by breaking the glass", async () => {
    await world.decideWith(bobs, bob, await world.request(freshCall()));
    const no = { choice: "deny", reason: "not today" } as const;
    await world.decideWith(bobs, bob, await world.request(freshCall()), no);
    await world.decideWith(carols, carol, await world.request(freshCall("read_issue")));
    const both = await world.request(freshCall("purge"));
    await world.decideWith(bobs, bob, both);
    await world.decideWith(carols, carol, both);
    const olgas = await world.enrol(owner);
    await world.breakGlass(olgas, owner, await world.request(freshCall()), "production is down");
    await world.publish([{ ...ASK, approval: { ...ASK.approval, wider: ["same_arguments"] } }]);
    const gil = await world.person("gil", ["security"]);
    const key = await world.enrol(gil);
    const from = new Date(Date.now() - 1_000).toISOString();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const delegation = { to: gil.id, from, until, reason: "on holiday" };
    expect((await world.post("/api/v1/approval-delegations", delegation, bob)).status).toBe(201);
    const id = await world.request(call);
    const answer = { choice: "approve", for: bob.id, scope: "same_arguments" } as const;
    expect((await world.decideWith(key, gil, id, answer)).body).toMatchObject({
      state: "approved",
    });
    const found = await problems();
    expect(found).toEqual(Array.from({ length: 7 }, () => null));
  });

  test("a vote that was turned, moved to another member, or given another key does not", async () => {
    const id = await world.request(call);
    const no = { choice: "deny", reason: "not today" } as const;
    await world.decideWith(bobs, bob, id, no);
    const broken = async () => (await problems()).filter((one) => one !== null);
    await forge(id, sql`choice = 'approve'`);
    expect(await broken()).toEqual(["something else was signed than is recorded"]);
    await forge(id, sql`choice = 'deny', member_id = ${carol.id}`);
    expect(await broken()).toEqual(["the admin log does not say that this member added this key"]);
    await forge(
      id,
      sql`member_id = ${bob.id},
      evidence = replace(evidence, '"signature":"ME', '"signature":"MF')`,
    );
    expect(await broken()).toEqual(["the signature is not one of this key"]);
  });

  test("what a vote was proved with cannot be left out or changed", async () => {
    const id = await world.request(call);
    await world.decideWith(bobs, bob, id);
    await expect(
      run(sql`UPDATE approval_vote SET evidence = NULL WHERE approval_id = ${id}`),
    ).rejects.toThrow();
    const other = await world.request(freshCall());
    await expect(
      run(sql`INSERT INTO approval_vote
        (approval_id, person_id, member_id, power_id, choice, kind, proof, proved_at)
        SELECT ${other}, person_id, id, person_id, 'approve', 'step', 'passkey', now()
        FROM member WHERE id = ${bob.id}`),
    ).rejects.toThrow();
  });
});
