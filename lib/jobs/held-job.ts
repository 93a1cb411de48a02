// A job in the hands of one worker: a lease that it must keep alive, and progress that it can only
// write while it holds it.
import type postgres from "postgres";
import { randomId } from "../ids";
import { type JobKindName, jobKindSchema, statesBefore } from "./model";

/** How long a dead worker's job waits for another. */
const LEASE_SECONDS = 6;
const BEAT_MS = 2_000;

export type Progress = {
  done: number;
  total: number | null;
  sentence: string;
  /** Where the next step goes on. */
  cursor: Record<string, unknown>;
};

export type HeldJob = {
  id: string;
  kind: JobKindName;
  input: unknown;
  cursor: unknown;
  done: number;
  total: number | null;
  holder: string;
};

/** Cancelled, or taken over because the lease ran out: this worker must let go of it. */
export class JobLost extends Error {
  override name = "JobLost";
}

type Sql = postgres.Sql | postgres.TransactionSql;

/** Takes the kind's oldest job that waits or whose worker is gone; one of a kind runs at a time. */
export async function takeJob(sql: postgres.Sql, kind: JobKindName): Promise<HeldJob | null> {
  const holder = randomId("holder");
  const [row] = await sql<HeldJob[]>`
    UPDATE job SET state = 'running', holder = ${holder}, takes = takes + 1,
      lease_until = now() + ${LEASE_SECONDS}::int * interval '1 second',
      started_at = coalesce(started_at, now())
    WHERE id = (
      SELECT j.id FROM job j
      WHERE j.kind = ${kind} AND (j.state = 'queued' AND NOT EXISTS (
          SELECT 1 FROM job r WHERE r.kind = j.kind AND r.state = 'running')
        OR j.state = 'running' AND j.lease_until < now())
      ORDER BY j.asked_at FOR UPDATE SKIP LOCKED LIMIT 1)
      AND state = ANY(${statesBefore("running")}::text[])
    RETURNING id, kind, input, cursor, done::int, total::int, holder`;
  return row ? { ...row, kind: jobKindSchema.parse(row.kind) } : null;
}

/** Takes this job, which waits for whoever asked for it; null where it does not. */
export async function takeThisJob(
  sql: postgres.Sql,
  { id, kind, askedBy }: { id: string; kind: JobKindName; askedBy: string },
): Promise<HeldJob | null> {
  const [row] = await sql<HeldJob[]>`
    UPDATE job SET state = 'running', holder = ${randomId("holder")}, takes = takes + 1,
      lease_until = now() + ${LEASE_SECONDS}::int * interval '1 second', started_at = now()
    WHERE id = ${id} AND kind = ${kind} AND state = 'queued' AND asked_by = ${askedBy}
    RETURNING id, kind, input, cursor, done::int, total::int, holder`;
  return row ? { ...row, kind } : null;
}

/** In the transaction of the step. Throws `JobLost`, and the step is undone. */
export async function keepProgress(sql: Sql, job: HeldJob, progress: Progress): Promise<void> {
  const kept = await sql`
    UPDATE job SET done = ${progress.done}, total = ${progress.total},
      sentence = ${progress.sentence}, cursor = ${JSON.stringify(progress.cursor)}::text::jsonb,
      lease_until = now() + ${LEASE_SECONDS}::int * interval '1 second'
    WHERE id = ${job.id} AND holder = ${job.holder} AND state = 'running' RETURNING id`;
  if (kept.length === 0) throw new JobLost(job.id);
}

export type Ending =
  | { state: "done"; sentence: string; done: number; result: Record<string, unknown> }
  | { state: "failed"; error: string };

/** In the transaction of the last step. Throws `JobLost`. */
export async function endJob(sql: Sql, job: HeldJob, ending: Ending): Promise<void> {
  const done = ending.state === "done" ? ending : null;
  const ended = await sql`
    UPDATE job SET state = ${ending.state}, finished_at = now(), holder = NULL, lease_until = NULL,
      error = ${ending.state === "failed" ? ending.error : null},
      sentence = coalesce(${done?.sentence ?? null}, sentence),
      done = coalesce(${done?.done ?? null}, done), total = coalesce(${done?.done ?? null}, total),
      result = ${done && JSON.stringify(done.result)}::text::jsonb
    WHERE id = ${job.id} AND holder = ${job.holder}
      AND state = ANY(${statesBefore(ending.state)}::text[]) RETURNING id`;
  if (ended.length === 0) throw new JobLost(job.id);
}

/** Lets another worker have it at once; for one that stops. */
export async function letGo(sql: Sql, job: HeldJob): Promise<void> {
  await sql`
    UPDATE job SET lease_until = now() - interval '1 second'
    WHERE id = ${job.id} AND holder = ${job.holder} AND state = 'running'`;
}

/** Keeps the lease during steps that take longer; the returned function stops it. */
export function keepAlive(sql: postgres.Sql, job: HeldJob, failed: (error: unknown) => void) {
  const timer = setInterval(() => {
    sql`
      UPDATE job SET lease_until = now() + ${LEASE_SECONDS}::int * interval '1 second'
      WHERE id = ${job.id} AND holder = ${job.holder} AND state = 'running'`.catch(failed);
  }, BEAT_MS);
  return () => clearInterval(timer);
}
