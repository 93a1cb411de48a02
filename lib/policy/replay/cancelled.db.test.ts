import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelJob } from "../../jobs/cancel-job";
import { runNextJob } from "../../jobs/run-next-job";
import {
  flipsIn,
  REPLAY_PERIOD,
  replayedRule as rule,
  type ReplayTest,
  replayTest,
  WHOLE_REPLAY,
} from "../../testing/replays";
import { readReplay } from "./read-replay";
import { replayStep } from "./replay-step";
import { startReplay } from "./start-replay";

let on: ReplayTest;
beforeAll(async () => {
  on = await replayTest(200);
});
afterAll(() => on.deployment.close());

const admin = () => on.by("admin");
const read = (id: string) => readReplay(on.deployment.pool, admin().actor.viewer, id, WHOLE_REPLAY);

/** Steps of 50 calls; somebody cancels it when three of them are counted, as `when` says. */
async function cancelledInTheMiddle(id: string, when: "between steps" | "within a step") {
  const { job } = await startReplay(admin(), { id, ...REPLAY_PERIOD });
  const step = replayStep(on.deployment, 50);
  let steps = 0;
  await runNextJob({
    kind: "replay",
    sql: on.deployment.pool.sql,
    stopped: new AbortController().signal,
    report: (about, error) => {
      throw new Error(about, { cause: error });
    },
    step: async (held) => {
      steps += 1;
      if (steps <= 3) return step(held);
      if (when === "between steps") await cancelJob(admin(), { id: job });
      // The step knows which calls it is to count, and is told only when it has counted them.
      const told = when === "within a step" ? replayStep(cancelsBeforeEnd(job), 50) : step;
      return told(held);
    },
  });
  return steps;
}

/** A worker whose step has begun when somebody cancels the job. */
function cancelsBeforeEnd(job: string) {
  const { directory, pool } = on.deployment;
  const newest = async () => {
    await cancelJob(admin(), { id: job });
    return directory.newest();
  };
  return { pool, directory: { ...directory, newest } };
}

test.each(["between steps", "within a step"] as const)(
  "a replay that is cancelled %s keeps what was counted until then, and nothing of the rest",
  async (when) => {
    const id = await on.draftOf([rule({})], [rule({ subjects: ["person:ada"] })]);
    expect(await cancelledInTheMiddle(id, when)).toBe(4);
    const partly = await read(id);
    expect(partly.job).toMatchObject({ state: "cancelled", done: 150, total: 200 });
    expect(partly.oldest).toBe("2026-11-20T10:00:00Z");
    expect(partly.newest).toBe("2026-11-20T10:02:29Z");
    // Nobody goes on with it.
    await on.run(50);
    expect(await read(id)).toEqual(partly);
    // It says the same as a whole replay of just those calls.
    await startReplay(admin(), { id, from: REPLAY_PERIOD.from, to: "2026-11-20T10:02:30Z" });
    await on.run(50);
    const whole = await read(id);
    expect(whole.job).toMatchObject({ state: "done", done: 150 });
    expect(flipsIn(whole)).toEqual(flipsIn(partly));
    expect(whole.totals).toEqual(partly.totals);
  },
);
