// The worker's loops by hand: until nothing waits, then whether everything is right.
import { readFileSync } from "node:fs";
import { flagLateDenials } from "../calls/observed/late-denials";
import { judgePending } from "../calls/rejudge/judge-pending";
import { isChanged } from "../calls/rejudge/judge-again";
import { judgeStored } from "../calls/rejudge/judge-stored";
import { rejudgeStep } from "../calls/rejudge/rejudge-step";
import { type StoredCall, storedColumns } from "../calls/rejudge/stored-call";
import { indexDirectory } from "../identity/directory-index";
import { readDirectory } from "../identity/read-directory";
import { runNextJob } from "../jobs/run-next-job";
import { sequencePending } from "../ledger/sequence";
import type { TestDeployment } from "./deployment";

/** One worker, as `server/worker.ts` makes it; a failure of a job fails the test. */
export function testWorker(deps: TestDeployment, stopped = new AbortController().signal) {
  return {
    kind: "rejudge" as const,
    step: rejudgeStep(deps),
    sql: deps.pool.sql,
    stopped,
    report: (about: string, error: unknown) => {
      throw new Error(about, { cause: error });
    },
  };
}

/** Sequences, judges and runs jobs until nothing waits. */
export async function settle(deps: TestDeployment): Promise<void> {
  const worker = testWorker(deps);
  let busy = true;
  while (busy) {
    const sequenced = await sequencePending(deps.pool.sql);
    const judged = await judgePending(deps);
    const refused = await flagLateDenials(deps.pool.sql);
    const worked = await runNextJob(worker);
    busy = sequenced > 0 || judged > 0 || refused > 0 || worked;
  }
}

/** Rows of the rollups that differ from a recount, and calls that the directory of now judges otherwise. */
export async function whatIsWrong({ pool }: TestDeployment): Promise<unknown[]> {
  const counts = await pool.sql.unsafe(readFileSync("bench/recount.sql", "utf8"));
  const calls = await pool.sql<StoredCall[]>`
    SELECT ${storedColumns(pool.sql)} FROM call c JOIN source s ON s.id = c.source_id`;
  const index = indexDirectory(await readDirectory(pool.db));
  const judged = await judgeStored(pool.sql, calls, index);
  const outdated = judged.filter(isChanged).map(({ call, judgement }) => ({
    event: call.eventId,
    stored: call.verdict,
    fresh: judgement.verdict,
  }));
  return [...counts, ...outdated];
}
