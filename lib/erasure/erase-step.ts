// The job that erases: some calls a step, newest first, then the names. Each step seals an event that
// says what it did; killed in the middle, a step has done nothing.
import type postgres from "postgres";
import { z } from "zod";
import { ensurePartitions, weekStart } from "../calls/partitions";
import { endJob, type HeldJob, keepProgress } from "../jobs/held-job";
import type { JobStep } from "../jobs/run-next-job";
import { lockHead } from "../ledger/sequence";
import { sealRemoval } from "../retention/seal-removal";
import type { Keys } from "../secrets/keys";
import { eraseQuestions } from "../approvals/erase-questions";
import { eraseNames } from "./erase-names";
import { eraseParts } from "./erase-parts";
import { callsToErase, countCalls, type StoredErasure, readErasure } from "./stored-erasure";

/** Sequencing waits for a step. */
const CALLS_AT_ONCE = 500;

const inputSchema = z.object({ erasure: z.string() });
const cursorSchema = z
  .object({ occurredAt: z.string(), sourceId: z.number(), eventId: z.string() })
  .nullable();

/** The work of the job kind `erasure`. */
export function eraseStep(deps: { sql: postgres.Sql; keys: Keys }): JobStep {
  return async (job) => {
    await ensurePartitions(deps.sql, [weekStart(Date.now())], new Set());
    return deps.sql.begin(async (tx) => {
      const erasure = await readErasure(tx, inputSchema.parse(job.input).erasure);
      const after = job.cursor === null ? null : cursorSchema.parse(job.cursor);
      const total = job.total ?? (await countCalls(tx, erasure));
      await lockHead(tx);
      const calls = await callsToErase(tx, erasure, after, CALLS_AT_ONCE);
      await eraseParts(tx, erasure.id, calls);
      const done = job.done + calls.length;
      const last = calls.at(-1);
      if (calls.length < CALLS_AT_ONCE || last === undefined) {
        await finish(tx, deps.keys, { job, erasure, calls: calls.length, done });
        return { state: "ended" };
      }
      await sealErasure(tx, deps.keys, erasure, calls.length, words(calls.length));
      const { occurredAt, sourceId, eventId } = last;
      const sentence = `${count(done)} of about ${count(Math.max(total, done))} calls`;
      const cursor = { occurredAt, sourceId, eventId };
      const progress = { done, total: Math.max(total, done), sentence, cursor };
      await keepProgress(tx, job, progress);
      return { state: "running", job: { ...job, ...progress } };
    });
  };
}

type Last = { job: HeldJob; erasure: StoredErasure; calls: number; done: number };

async function finish(
  tx: postgres.TransactionSql,
  keys: Keys,
  { job, erasure, calls, done }: Last,
) {
  const { payloads, directory, principalIds } = erasure;
  if (directory) await eraseNames(tx, erasure);
  if (payloads) await eraseQuestions(tx, principalIds);
  const n = principalIds.length;
  const names = directory
    ? `the names of ${count(n)} ${n === 1 ? "principal" : "principals"}`
    : null;
  const said = [payloads ? words(calls) : null, names].filter((one) => one !== null).join(" and ");
  await sealErasure(tx, keys, erasure, calls, said);
  const all = [payloads ? words(done) : null, names].filter((one) => one !== null).join(" and ");
  const sentence = `Erased ${all}`;
  await endJob(tx, job, { state: "done", done, sentence, result: { calls: done, directory } });
}

function sealErasure(
  tx: postgres.TransactionSql,
  keys: Keys,
  { id, by }: StoredErasure,
  calls: number,
  what: string,
) {
  return sealRemoval(tx, keys, {
    type: "erasure.done",
    kind: "erasure",
    message: `Erased ${what}, as ${by} asked for (${id}).`,
    by,
    erasure: id,
    calls,
    events: 0,
    bytes: 0,
  });
}

const count = (n: number) => n.toLocaleString("en");
const words = (calls: number) =>
  `the payloads of ${count(calls)} ${calls === 1 ? "call" : "calls"}`;
