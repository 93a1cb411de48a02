import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runNextJob } from "../../jobs/run-next-job";
import { type TestDeployment, viewerWith } from "../../testing/deployment";
import {
  flipsIn,
  REPLAY_PERIOD,
  replayedRule as rule,
  type ReplayTest,
  replayTest,
  repo,
  WHOLE_REPLAY,
} from "../../testing/replays";
import { saveDraft } from "../drafts/save-draft";
import { readReplay } from "./read-replay";
import { replayStep } from "./replay-step";
import { startReplay } from "./start-replay";

let on: ReplayTest;
beforeAll(async () => {
  on = await replayTest(400);
});
afterAll(() => on.deployment.close());

const auditor = () => on.by("admin", "auditor");
const admin = () => on.by("admin");

describe("a replay", () => {
  test("that is killed between and within steps counts every call once", async () => {
    const id = await on.draftOf([rule({})], [rule({ subjects: ["person:ada"] })]);
    const whole = flipsIn(await on.replay(id, admin()));
    await startReplay(admin(), { id, ...REPLAY_PERIOD });
    const stopped = new AbortController();
    const step = replayStep(on.deployment, 50);
    let steps = 0;
    await runNextJob({
      kind: "replay",
      sql: on.deployment.pool.sql,
      stopped: stopped.signal,
      report: () => {},
      step: async (job) => {
        steps += 1;
        if (steps === 4) stopped.abort();
        return step(job);
      },
    });
    expect(steps).toBe(4);
    // A worker that dies within a step: what it did is undone, and the next one takes over.
    const { sql } = on.deployment.pool;
    const dying = replayStep(
      { ...on.deployment, pool: { ...on.deployment.pool, sql: dyingAtEnd(sql) } },
      50,
    );
    await expect(dying(await jobOf(id))).rejects.toThrow("killed");
    await on.run(50);
    const view = await readReplay(on.deployment.pool, viewerWith("admin"), id, WHOLE_REPLAY);
    expect(view.job).toMatchObject({ state: "done", done: 400 });
    expect(flipsIn(view)).toEqual(whole);
    expect(view.totals).toEqual([{ outcome: "revoked", calls: 266, identities: 4 }]);
  });

  test("shows samples, the period, and that a saved draft or a publish makes it stale", async () => {
    const id = await on.draftOf([rule({})], [rule({ subjects: ["group:eng"] })]);
    const view = await on.replay(id, admin());
    const [item] = view.items;
    expect(item).toMatchObject({
      outcome: "revoked",
      was: "allow",
      becomes: "deny",
      server: "git",
      caller: { person: { id: "cleo" } },
    });
    expect(item?.samples).toHaveLength(3);
    expect(item?.q).toContain("caller:person:cleo");
    expect(view).toMatchObject({
      oldest: "2026-11-20T10:00:00Z",
      newest: "2026-11-20T10:06:39Z",
      revision: 1,
    });
    await saveDraft(admin(), { id, revision: 1, title: "x" });
    expect(
      await readReplay(on.deployment.pool, viewerWith("viewer"), id, WHOLE_REPLAY),
    ).toMatchObject({
      stale: true,
    });
  });

  test("says honestly what it cannot decide, and why", async () => {
    const limit = { calls: 1, per: "minute", by: "rule" };
    const context = { context: { required: ["session"] } };
    const asks = (count: number) => ({
      effect: "ask",
      approval: { steps: [{ from: ["person:ada"], count }] },
    });
    const found = async (before: Record<string, unknown>, after: Record<string, unknown>) => {
      const id = await on.draftOf([], [rule(after)]);
      const { sql } = on.deployment.pool;
      // Not through a publish: some of these could not be published.
      await sql`INSERT INTO policy_version (number, document, content_hash, base, author, reason)
        SELECT max(number) + 1, ${JSON.stringify({ rules: [rule(before)] })}, '', max(number), 't', 't' FROM policy_version`;
      await sql`UPDATE policy_draft SET base = (SELECT max(number) FROM policy_version) WHERE id = ${id}`;
      return (await on.replay(id, auditor())).totals.map(({ outcome, calls: n }) => [outcome, n]);
    };
    expect(await found({ effect: "deny" }, { limit })).toEqual([["rate", 400]]);
    expect(await found({ effect: "deny" }, { when: context })).toEqual([
      ["context_not_recorded", 400],
    ]);
    expect(await found(asks(2), asks(1))).toEqual([["approval", 400]]);
    // A rule that both have decides nothing.
    expect(await found({ limit }, { limit, name: "renamed" })).toEqual([]);
    const { sql } = on.deployment.pool;
    const condition = repo({ const: "alpha" });
    await sql`UPDATE payload SET arguments = NULL, arguments_salt = NULL`;
    const gone = await found({}, condition);
    expect(gone).toContainEqual(["arguments_gone", 400]);
    // Whatever it was, a deny of WHOLE_REPLAY is one.
    expect(await found({}, { ...condition, effect: "deny" })).toEqual([["revoked", 400]]);
  });
});

async function jobOf(draft: string) {
  const [job] = await on.deployment.pool.sql<Parameters<ReturnType<typeof replayStep>>[0][]>`
    UPDATE job SET state = 'running', holder = 'dying', lease_until = now() - interval '1 second'
    WHERE id = (SELECT job_id FROM policy_replay WHERE draft_id = ${draft} ORDER BY asked_at DESC LIMIT 1)
    RETURNING id, kind, input, cursor, done::int, total::int, holder`;
  if (!job) throw new Error("no job");
  return job;
}

/** Does all the work of a transaction, and dies before it commits. */
function dyingAtEnd(sql: TestDeployment["pool"]["sql"]): TestDeployment["pool"]["sql"] {
  return new Proxy(sql, {
    get: (target, key) =>
      key === "begin"
        ? (work: (tx: unknown) => Promise<unknown>) =>
            target.begin(async (tx) => {
              await work(tx);
              throw new Error("killed");
            })
        : Reflect.get(target, key),
  });
}
