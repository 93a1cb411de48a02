// Gives sequenced calls the verdict that the directory and the evidence of now make: derived
// columns, counts and history in one transaction, under the lock of the ledger's head.
import type postgres from "postgres";
import type { DirectorySnapshot } from "../../identity/directory-cache";
import { flagsToBits } from "../../identity/flag-bits";
import { noteContradicted } from "../../notify/note-severe";
import { moveRollups } from "../rollups";
import { judgeStored, type Judged } from "./judge-stored";
import { scopesOf } from "./scopes-of";
import type { Fragment, Sql, StoredCall } from "./stored-call";

type Cause = {
  jobId: string | null;
  /** Whether the calls were found by the scopes of what changed since, and nothing else. */
  walked: boolean;
  /** Whether independent evidence was found for the call. */
  evidence: (call: StoredCall) => boolean;
};

/**
 * `snapshot` must have been read under the head's lock: then it is never older than one that judged
 * a call before. Returns how many calls came to another conclusion.
 */
export async function judgeAgain(
  tx: postgres.TransactionSql,
  calls: readonly StoredCall[],
  { version, index }: DirectorySnapshot,
  cause: Cause,
): Promise<number> {
  if (calls.length === 0) return 0;
  const judged = await judgeStored(tx, calls, index);
  const moves = judged.map(({ call, judgement }) => ({
    ...call,
    from: call.verdict,
    to: judgement.verdict,
  }));
  await moveRollups(tx, moves);
  await noteContradicted(tx, moves);
  await tx`SELECT set_config('onbehalf.rejudge', 'on', true)`;
  const changed = judged.filter(isChanged);
  await writeHistory(tx, changed, version, cause);
  await updateCalls(tx, judged, version);
  return changed.length;
}

/** A call whose conclusion differs from the one that is stored. */
export function isChanged({ call, judgement }: Judged): boolean {
  return (
    call.verdict !== judgement.verdict ||
    call.relation !== judgement.relation ||
    call.flags !== flagsToBits(judgement.flags) ||
    call.severity !== judgement.severity
  );
}

/** One statement a chunk. The bounds leave the planner only the partitions that hold the calls. */
async function updateCalls(
  tx: postgres.TransactionSql,
  judged: readonly Judged[],
  version: number,
): Promise<void> {
  const column = <T>(of: (one: Judged) => T): T[] => judged.map(of);
  await tx`
    UPDATE call c SET relation = w.relation, verdict = w.verdict, flags = w.flags,
      caller_evidence = w.caller_evidence, evidence = w.evidence, severity = w.severity,
      judged_at_version = ${version}
    FROM unnest(${column(({ call }) => call.occurredAt)}::text[]::timestamptz[],
      ${column(({ call }) => call.sourceId)}::int[], ${column(({ call }) => call.eventId)}::text[],
      ${column(({ judgement }) => judgement.relation)}::text[],
      ${column(({ judgement }) => judgement.verdict)}::text[],
      ${column(({ judgement }) => flagsToBits(judgement.flags))}::int[],
      ${column(({ judgement }) => judgement.callerEvidence)}::text[],
      ${column(({ judgement }) => judgement.evidence)}::text[],
      ${column(({ judgement }) => judgement.severity)}::text[])
      AS w(occurred_at, source_id, event_id, relation, verdict, flags, caller_evidence, evidence,
           severity)
    WHERE c.occurred_at = w.occurred_at AND c.source_id = w.source_id AND c.event_id = w.event_id`;
}

/** What was concluded, what is now, and which changes of the directory lie between and reach it. */
async function writeHistory(
  tx: postgres.TransactionSql,
  changed: readonly Judged[],
  version: number,
  cause: Cause,
): Promise<void> {
  if (changed.length === 0) return;
  const { jobId, evidence } = cause;
  const only = cause.walked ? await onlyChange(tx, changed, version) : null;
  const changes = only === null ? reachingChanges(tx, version) : tx`ARRAY[${only}::bigint]`;
  const rows = changed.map(({ call, judgement }) => ({
    occurred_at: call.occurredAt,
    source_id: call.sourceId,
    event_id: call.eventId,
    from_version: call.judgedAtVersion,
    to_verdict: judgement.verdict,
    to_relation: judgement.relation,
    to_flags: flagsToBits(judgement.flags),
    to_severity: judgement.severity,
    evidence: evidence(call),
  }));
  await tx`
    INSERT INTO verdict_change (occurred_at, source_id, event_id, from_verdict, to_verdict,
      from_relation, to_relation, from_flags, to_flags, from_observed, to_observed, from_severity,
      to_severity, from_version, to_version, changes, evidence, job_id)
    SELECT c.occurred_at, c.source_id, c.event_id, c.verdict, w.to_verdict, c.relation,
           w.to_relation, c.flags, w.to_flags, c.observed_flags, c.observed_flags, c.severity,
           w.to_severity, w.from_version, ${version}::bigint, ${changes}, w.evidence, ${jobId}
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS w(occurred_at timestamptz, source_id int, event_id text, from_version bigint,
           to_verdict text, to_relation text, to_flags int, to_severity text, evidence boolean)
    JOIN call c USING (occurred_at, source_id, event_id)`;
}

/** The changes since the call was judged into whose scopes it falls. */
function reachingChanges(sql: Sql, version: number): Fragment {
  return sql`
    ARRAY(SELECT DISTINCT version FROM (${scopesOf(sql)}) AS d
          WHERE version > w.from_version AND version <= ${version} ORDER BY version)`;
}

/** The version of the one change between; null where there are several. */
async function onlyChange(
  sql: Sql,
  changed: readonly Judged[],
  version: number,
): Promise<string | null> {
  const oldest = changed.reduce(
    (least, { call }) => Math.min(least, call.judgedAtVersion),
    version,
  );
  const between = await sql<{ version: string }[]>`
    SELECT version::text FROM directory_change
    WHERE version > ${oldest} AND version <= ${version} LIMIT 2`;
  return between.length === 1 ? (between[0]?.version ?? null) : null;
}
