// The job that follows a change of the directory: walks the calls that it can affect, newest first,
// and judges them again. A step is one transaction with its progress in it.
import type postgres from "postgres";
import { z } from "zod";
import type { Pool } from "../../../db/client";
import type { DirectoryCache } from "../../identity/directory-cache";
import { endJob, type HeldJob, keepProgress } from "../../jobs/held-job";
import type { JobStep } from "../../jobs/run-next-job";
import { lockHead } from "../../ledger/sequence";
import { judgeAgain } from "./judge-again";
import { LANES, laneWhere, NEWEST_FIRST } from "./lanes";
import { countOpen, nextScopes, type Place, type WalkedScope } from "./open-scopes";
import { type CallKey, type StoredCall, storedColumns } from "./stored-call";

/** Sequencing waits for a step: so many take a fifth of a second or so. */
const CALLS_AT_ONCE = 1_000;
const SCOPES_AT_ONCE = 200;

const cursorSchema = z.object({
  /** Changes up to this version are walked; later ones have a job of their own. */
  upTo: z.number(),
  /** The last scope that is done. */
  scope: z.object({ version: z.number(), n: z.number() }),
  /** Where in the scope after that. */
  lane: z.number(),
  after: z.object({ occurredAt: z.string(), sourceId: z.number(), eventId: z.string() }).nullable(),
  changed: z.number(),
});
type Cursor = z.infer<typeof cursorSchema>;

/** The work of the job kind `rejudge`. */
export function rejudgeStep(deps: { pool: Pool; directory: DirectoryCache }): JobStep {
  return (job) =>
    deps.pool.sql.begin(async (tx) => {
      await tx`SET LOCAL synchronous_commit = off`;
      const cursor = job.cursor === null ? await start(tx) : cursorSchema.parse(job.cursor);
      const total = job.cursor === null ? await countOpen(tx, cursor.upTo) : job.total;
      await lockHead(tx);
      const { calls, next, finished } = await walk(tx, cursor);
      const snapshot = await deps.directory.newest();
      const changed = cursor.changed + (await judgeAgain(tx, calls, snapshot, causeOf(job)));
      const done = job.done + calls.length;
      if (finished) {
        await finish(tx, job, { done, changed, upTo: cursor.upTo });
        return { state: "ended" };
      }
      const atLeast = Math.max(total ?? 0, done);
      const progress = {
        done,
        total: atLeast,
        sentence: `${count(done)} of about ${count(atLeast)} calls, ${count(changed)} changed`,
        cursor: { ...next, changed },
      };
      await keepProgress(tx, job, progress);
      return { state: "running", job: { ...job, ...progress } };
    });
}

const causeOf = (job: HeldJob) => ({
  jobId: job.id,
  walked: true,
  evidence: () => false,
});

async function start(tx: postgres.TransactionSql): Promise<Cursor> {
  const [open] = await tx<{ upTo: number | null }[]>`
    SELECT max(version)::float8 AS "upTo" FROM directory_change WHERE settled_at IS NULL`;
  const scope = { version: 0, n: 0 };
  return { upTo: open?.upTo ?? 0, scope, lane: 0, after: null, changed: 0 };
}

type Walked = { calls: StoredCall[]; next: Cursor; finished: boolean };

/** Goes on from the cursor until enough calls are found or the scopes at hand are through. */
async function walk(tx: postgres.TransactionSql, cursor: Cursor): Promise<Walked> {
  const inside = cursor.after !== null;
  const limit = inside ? 1 : SCOPES_AT_ONCE;
  const scopes = await nextScopes(tx, cursor.upTo, cursor.scope, { limit, look: !inside });
  const found = new Map<string, StoredCall>();
  let { lane, after } = cursor;
  let done: Place = cursor.scope;
  for (const scope of scopes) {
    const lanes = LANES[scope.kind];
    for (const name of lanes.slice(lane)) {
      const most = CALLS_AT_ONCE - found.size;
      const calls = scope.empty.some((one) => one === name)
        ? []
        : await read(tx, laneWhere(tx, name, scope, after), scope, most);
      for (const call of calls) found.set(keyOf(call), call);
      if (calls.length === most) {
        const place = { ...cursor, scope: done, lane, after: keyPart(calls.at(-1)) };
        return { calls: [...found.values()], next: place, finished: false };
      }
      lane += 1;
      after = null;
    }
    lane = 0;
    done = { version: scope.version, n: scope.n };
  }
  const next = { ...cursor, scope: done, lane: 0, after: null };
  return { calls: [...found.values()], next, finished: scopes.length < limit };
}

/** Calls that wait for their place in the sequence are left to sequencing (`queue-outdated.ts`). */
function read(
  tx: postgres.TransactionSql,
  where: ReturnType<typeof laneWhere>,
  { version }: WalkedScope,
  limit: number,
) {
  return tx<StoredCall[]>`
    SELECT ${storedColumns(tx)} FROM call c JOIN source s ON s.id = c.source_id
    WHERE ${where} AND c.judged_at_version < ${version}
      AND c.batch_id NOT IN (SELECT batch_id FROM seal_pending)
    ${NEWEST_FIRST(tx)} LIMIT ${limit}`;
}

function keyOf({ occurredAt, sourceId, eventId }: CallKey): string {
  return `${occurredAt} ${sourceId} ${eventId}`;
}

function keyPart(call: StoredCall | undefined): CallKey | null {
  if (call === undefined) return null;
  const { occurredAt, sourceId, eventId } = call;
  return { occurredAt, sourceId, eventId };
}

async function finish(
  tx: postgres.TransactionSql,
  job: HeldJob,
  { done, changed, upTo }: { done: number; changed: number; upTo: number },
): Promise<void> {
  const settled = await tx<{ version: number }[]>`
    UPDATE directory_change SET settled_at = now()
    WHERE settled_at IS NULL AND version <= ${upTo} RETURNING version::float8 AS version`;
  const versions = settled.map(({ version }) => version).toSorted((a, b) => a - b);
  await endJob(tx, job, {
    state: "done",
    done,
    sentence: `${count(done)} ${done === 1 ? "call" : "calls"} judged again, ${count(changed)} changed`,
    result: { judged: done, changed, versions: versions.slice(-100) },
  });
}

const count = (n: number) => n.toLocaleString("en");
