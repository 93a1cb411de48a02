// Calls of a session that two callers or two clients used: it was handed on, or taken over.
import type postgres from "postgres";
import type { Pool } from "../../../db/client";
import { observedFlagsToBits } from "../../identity/flag-bits";
import type { Reason } from "../../identity/model";
import { noteRaised } from "../../notify/note-severe";
import { rowsOfBatches, type RowsOfBatches, type TakenBatches } from "../batch-rows";
import type { CallKey } from "../rejudge/stored-call";
import { raiseFlag } from "./raise-flag";

const FLAG = observedFlagsToBits(["session_shared"]);
/** How far before and after a call others of its session are looked for. */
const APART = "7 days";
/** Each call was compared when it came: the nearest ones stand for all the others. */
const NEAREST = 20;

type SharedSession = { session: number; first: string; last: string; isNew: boolean };

/**
 * Flags the calls of these batches, and those before them when a session turns out to be shared. To be
 * called in the sequencing transaction, before its severe calls are noted.
 */
export async function flagSharedSessions(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const calls = await rowsOfBatches(tx, "call", batches);
  const shared = await sharedOf(tx, calls, batches.ids);
  if (shared.length === 0) return;
  const sessions = shared.map(({ session }) => session);
  await raiseFlag(
    tx,
    FLAG,
    tx`SELECT * FROM (${calls()}) AS c WHERE session_id = ANY(${sessions}::int[])`,
  );
  const fresh = shared.filter(({ isNew }) => isNew);
  if (fresh.length === 0) return;
  const flagged = await raiseFlag(
    tx,
    FLAG,
    tx`
      SELECT c.* FROM json_to_recordset(${JSON.stringify(fresh)}::text::json)
        AS s(session int, first timestamptz, last timestamptz)
      JOIN call c ON c.session_id = s.session
        AND c.occurred_at BETWEEN s.first - ${APART}::interval AND s.last + ${APART}::interval
      WHERE c.batch_id NOT IN (SELECT batch_id FROM seal_pending)`,
  );
  const raised = flagged.filter(({ severity }) => severity !== "critical" && severity !== "high");
  await noteRaised(tx, "high", raised);
}

/**
 * Sessions of the batches whose calls, with the nearest that are sequenced, have two callers (those
 * linked to one person are one) or two clients. Plan: two short ranges of `call_session` a session.
 */
async function sharedOf(
  tx: postgres.TransactionSql,
  calls: RowsOfBatches,
  batchIds: readonly string[],
): Promise<SharedSession[]> {
  const near = (range: postgres.PendingQuery<postgres.Row[]>) => tx`
    SELECT n.* FROM open o CROSS JOIN LATERAL (
      SELECT p.session_id, p.caller_id, p.client_id, p.observed_flags FROM call p
      WHERE p.session_id = o.session_id
        AND p.batch_id <> ALL(${[...batchIds]}::text[]::bigint[])
        AND p.batch_id NOT IN (SELECT batch_id FROM seal_pending) AND ${range}
      LIMIT ${NEAREST}) AS n`;
  return tx<SharedSession[]>`
    WITH arrived AS MATERIALIZED (
      SELECT occurred_at, session_id, caller_id, client_id, observed_flags
      FROM (${calls()}) AS c WHERE session_id IS NOT NULL
    ), open AS (
      SELECT session_id, min(occurred_at) AS first, max(occurred_at) AS last FROM arrived GROUP BY 1
    ), met AS (
      SELECT session_id, caller_id, client_id, observed_flags FROM arrived
      UNION ALL
      ${near(tx`p.occurred_at BETWEEN o.first - ${APART}::interval AND o.last ORDER BY p.occurred_at DESC`)}
      UNION ALL
      ${near(tx`p.occurred_at > o.last AND p.occurred_at <= o.last + ${APART}::interval ORDER BY p.occurred_at`)}
    ), shared AS (
      SELECT m.session_id, bool_or(m.observed_flags & ${FLAG} <> 0) AS known
      FROM met m LEFT JOIN principal caller ON caller.id = m.caller_id
      LEFT JOIN client ON client.id = m.client_id
      GROUP BY 1
      HAVING bool_or(m.observed_flags & ${FLAG} <> 0)
        OR count(DISTINCT coalesce(-caller.person_id, caller.id)) > 1
        OR count(DISTINCT client.client_id) > 1
        OR (count(client.client_id) = 0 AND count(DISTINCT client.name) > 1)
    )
    SELECT o.session_id AS session, o.first::text, o.last::text, NOT s.known AS "isNew"
    FROM shared s JOIN open o USING (session_id)`;
}

/** What `session_shared` says of a call. */
export async function sharedSessionReason(
  { sql }: Pool,
  { occurredAt, sourceId, eventId }: CallKey,
): Promise<Reason> {
  const [used] = await sql<{ callers: number; clients: number }[]>`
    SELECT count(DISTINCT coalesce(-caller.person_id, caller.id))::int AS callers,
           count(DISTINCT coalesce(client.client_id, client.name))::int AS clients
    FROM call own JOIN call c ON c.session_id = own.session_id
      AND c.occurred_at BETWEEN ${occurredAt}::timestamptz - ${APART}::interval
                            AND ${occurredAt}::timestamptz + ${APART}::interval
    LEFT JOIN principal caller ON caller.id = c.caller_id
    LEFT JOIN client ON client.id = c.client_id
    WHERE own.occurred_at = ${occurredAt}::timestamptz AND own.source_id = ${sourceId}
      AND own.event_id = ${eventId}`;
  const parts = [
    ...(used && used.callers > 1 ? [`${used.callers} callers`] : []),
    ...(used && used.clients > 1 ? [`${used.clients} clients`] : []),
  ];
  const who = parts.length === 0 ? "more than one caller or client" : parts.join(" and ");
  return { rule: "session_shared", text: `Its session was used by ${who}.` };
}
