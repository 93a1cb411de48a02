// The job kind `replay`: a draft over real calls, oldest first. A step is one transaction with its
// counts and its progress in it: killed in the middle, it has counted nothing.
import type postgres from "postgres";
import { z } from "zod";
import type { Pool } from "../../../db/client";
import type { DirectoryCache } from "../../identity/directory-cache";
import { endJob, type HeldJob, keepProgress } from "../../jobs/held-job";
import type { JobStep } from "../../jobs/run-next-job";
import { directoryFacts } from "../directory-facts";
import { indexBlocks } from "../facts";
import type { Policy } from "../model";
import { readPolicy } from "../read-policy";
import { addCounts } from "./counts";
import { countStep } from "./count-step";
import { type Key, lastOfStep } from "./read-calls";
import { type Side, sideOf } from "./side";

/**
 * Of calls: some tenths of a second without arguments, a second or so with them. More would keep a
 * cancelled one going for longer; fewer count the same identities and tools up more often.
 */
const CALLS_AT_ONCE = 40_000;

const keySchema = z.object({ occurredAt: z.string(), sourceId: z.number(), eventId: z.string() });
const cursorSchema = z.object({ after: keySchema.nullable() });
type ReplayRow = {
  base: number;
  document: string;
  before: string | null;
  from: string;
  to: string;
  now: number;
  readsArguments: boolean;
};

export function replayStep(
  deps: { pool: Pool; directory: DirectoryCache },
  callsAtOnce = CALLS_AT_ONCE,
): JobStep {
  // Both documents are read once a job, and not once a step.
  let held: { jobId: string; row: ReplayRow; base: Side; draft: Side } | undefined;
  return (job) =>
    deps.pool.sql.begin(async (tx) => {
      await tx`SET LOCAL synchronous_commit = off`;
      if (held?.jobId !== job.id) held = { jobId: job.id, ...(await prepare(tx, job.id)) };
      const { row, base, draft } = held;
      const { after } = job.cursor === null ? { after: null } : cursorSchema.parse(job.cursor);
      const total = job.cursor === null ? await countAll(tx, row) : job.total;
      const last = await lastOfStep(tx, { after, from: row.from, to: row.to }, callsAtOnce);
      const range = { after, from: row.from, last, to: row.to };
      const { index } = await deps.directory.newest();
      const facts = { ...directoryFacts(index), ...ALONE };
      const { counts, calls } = await countStep(
        tx,
        range,
        { base, draft, facts, now: row.now },
        row,
      );
      await addCounts(tx, job.id, counts);
      await noteEnds(tx, job.id, calls);
      const done = job.done + calls.n;
      if (last === null) {
        const sentence = `${count(done)} ${done === 1 ? "call" : "calls"} replayed`;
        await endJob(tx, job, { state: "done", done, sentence, result: { calls: done } });
        return { state: "ended" };
      }
      return { state: "running", job: await keep(tx, job, { done, total, last }) };
    });
}

/** Rules alone: no blocks, nothing in quarantine, no limit used up. */
const ALONE = { isHeld: () => false, callsMade: () => 0, blocks: indexBlocks([]) };

async function keep(
  tx: postgres.TransactionSql,
  job: HeldJob,
  { done, total, last }: { done: number; total: number | null; last: Key },
): Promise<HeldJob> {
  const atLeast = Math.max(total ?? 0, done);
  const sentence = `${count(done)} of ${count(atLeast)} calls`;
  const progress = { done, total: atLeast, sentence, cursor: { after: last } };
  await keepProgress(tx, job, progress);
  return { ...job, ...progress };
}

async function prepare(tx: postgres.TransactionSql, jobId: string) {
  const [row] = await tx<ReplayRow[]>`
    SELECT r.base, r.document, v.document AS before, r.from_time::text AS from,
           r.to_time::text AS to, (extract(epoch FROM r.asked_at) * 1000)::float8 AS now,
           r.reads_arguments AS "readsArguments"
    FROM policy_replay r LEFT JOIN policy_version v ON v.number = r.base WHERE r.job_id = ${jobId}`;
  if (!row) throw new Error("the replay has no row");
  return { row, base: sideOf(policyOf(row.before)), draft: sideOf(policyOf(row.document)) };
}

function policyOf(text: string | null): Policy {
  if (text === null) return { rules: [], entities: [], tests: [] };
  const read = readPolicy(text);
  if (!read.ok) throw new Error("a document of a replay cannot be read");
  return read.policy;
}

async function countAll(tx: postgres.TransactionSql, { from, to }: ReplayRow): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    SELECT count(*)::int AS n FROM call
    WHERE occurred_at >= ${from}::timestamptz AND occurred_at < ${to}::timestamptz`;
  return row?.n ?? 0;
}

async function noteEnds(
  tx: postgres.TransactionSql,
  jobId: string,
  { n, first, last }: { n: number; first: string; last: string },
): Promise<void> {
  if (n === 0) return;
  await tx`
    UPDATE policy_replay SET oldest = least(oldest, ${first}::timestamptz),
      newest = greatest(newest, ${last}::timestamptz) WHERE job_id = ${jobId}`;
}

const count = (n: number) => n.toLocaleString("en");
