import { setTimeout as pause } from "node:timers/promises";
import type postgres from "postgres";
import { codeOf } from "../describe-error";
import { endJob, type HeldJob, JobLost, keepAlive, letGo, takeJob } from "./held-job";
import type { JobKindName } from "./model";

/**
 * One step of a kind's work, a second or less, in a transaction that also keeps its progress or
 * ends the job: what a killed worker leaves is done once, by the next.
 */
export type JobStep = (job: HeldJob) => Promise<
  | { state: "running"; job: HeldJob }
  /** Cancelled or taken over while it worked: nothing of the step stays. */
  | { state: "ended" }
>;

export type JobWork = {
  kind: JobKindName;
  step: JobStep;
  sql: postgres.Sql;
  /** Set when this process stops. */
  stopped: AbortSignal;
  /** A beat that could not be written, or the cause of a failure. */
  report: (about: string, error: unknown) => void;
};

/**
 * Takes a job of the kind and works on it until it ends or this process stops; a fifth of the time is left to
 * gateways and readers. False when none waits.
 */
export async function runNextJob(work: JobWork): Promise<boolean> {
  const { sql, stopped, report } = work;
  const taken = await takeJob(sql, work.kind);
  if (taken === null) return false;
  let job: HeldJob = taken;
  const stopBeat = keepAlive(sql, job, (error) => report("the lease was not kept", error));
  try {
    while (!stopped.aborted) {
      const started = performance.now();
      const step = await work.step(job);
      if (step.state === "ended") return true;
      job = step.job;
      await pause((performance.now() - started) / 4, undefined, { ref: false });
    }
    await letGo(sql, job);
    return true;
  } catch (error) {
    if (error instanceof JobLost) return true;
    if (isPassing(error)) throw error;
    report(`job ${job.id} failed`, error);
    await endJob(sql, job, { state: "failed", error: "It failed; the server's log says why." });
    return true;
  } finally {
    stopBeat();
  }
}

/** The database went away or ended a deadlock: the lease runs out and somebody goes on. */
function isPassing(error: unknown): boolean {
  return PASSING.test(codeOf(error) ?? "");
}

const PASSING = /^(ECONN|EPIPE|ENOTFOUND|CONNECTION_|CONNECT_|ETIMEDOUT|EHOST|57P0|53300|08|40)/;
