// Calls with a credential that two or more callers used. Where the gateway names no credential, the
// downstream identity stands for it, as in the overview. Read from the paths, which know every pair.
import type postgres from "postgres";
import type { Pool } from "../../../db/client";
import { observedFlagsToBits } from "../../identity/flag-bits";
import type { Reason } from "../../identity/model";
import { rowsOfBatches, type TakenBatches } from "../batch-rows";
import type { CallKey } from "../rejudge/stored-call";
import { setFlag } from "./raise-flag";

const FLAG = observedFlagsToBits(["shared_credential"]);

/**
 * Flags the calls of these batches, from the batch on that brings the second caller; callers linked to
 * one person are one. To be called in the sequencing transaction, after the paths are written.
 */
export async function flagSharedCredentials(
  tx: postgres.TransactionSql,
  batches: TakenBatches,
): Promise<void> {
  const calls = await rowsOfBatches(tx, "call", batches);
  // Not where a person is known to own it: that is a relation, and louder.
  const used = await tx<Secret[]>`
    SELECT DISTINCT coalesce(credential_id, 0) AS credential,
           CASE WHEN credential_id IS NULL THEN ran_as_id ELSE 0 END AS "ranAs"
    FROM (${calls()}) AS c
    WHERE relation IN ('service', 'unknown') AND coalesce(credential_id, ran_as_id) IS NOT NULL`;
  const shared = await sharedOf(tx, used, ENOUGH);
  if (shared.length === 0) return;
  await setFlag(
    tx,
    FLAG,
    tx`
      SELECT c.occurred_at, c.source_id, c.event_id FROM (${calls()}) AS c
      JOIN json_to_recordset(${JSON.stringify(shared)}::text::json)
        AS s(credential int, "ranAs" int) ON s.credential = coalesce(c.credential_id, 0)
        AND s."ranAs" = CASE WHEN c.credential_id IS NULL THEN c.ran_as_id ELSE 0 END
      WHERE c.relation IN ('service', 'unknown')`,
  );
}

/** 0 where the other one names it. */
type Secret = { credential: number; ranAs: number };

/** A secret of many is known for shared by its first paths. */
const ENOUGH = 1_000;

/**
 * Those of the secrets that no person owns and two or more callers used, with how many; with no more
 * than `most` paths of each looked at. Plan: for each a range of `path_credential` or `path_ran_as`.
 */
async function sharedOf(
  sql: postgres.Sql | postgres.TransactionSql,
  secrets: readonly Secret[],
  most: number | null,
): Promise<(Secret & { callers: number })[]> {
  if (secrets.length === 0) return [];
  return sql<(Secret & { callers: number })[]>`
    SELECT s.credential, s."ranAs",
           count(DISTINCT coalesce(-caller.person_id, caller.id))::int AS callers
    FROM json_to_recordset(${JSON.stringify(secrets)}::text::json)
      AS s(credential int, "ranAs" int)
    CROSS JOIN LATERAL (
      (SELECT caller_id, ran_as_id FROM path
       WHERE s.credential > 0 AND credential_id = s.credential AND credential_id > 0 LIMIT ${most})
      UNION ALL
      (SELECT caller_id, ran_as_id FROM path
       WHERE s.credential = 0 AND ran_as_id = s."ranAs" AND credential_id = 0 LIMIT ${most})) AS p
    JOIN principal caller ON caller.id = p.caller_id
    LEFT JOIN principal ran_as ON ran_as.id = p.ran_as_id
    WHERE ran_as.person_id IS NULL
    GROUP BY 1, 2 HAVING count(DISTINCT coalesce(-caller.person_id, caller.id)) > 1`;
}

/** What `shared_credential` says of a call. */
export async function sharedCredentialReason(
  { sql }: Pool,
  { occurredAt, sourceId, eventId }: CallKey,
): Promise<Reason> {
  const used = await sql<Secret[]>`
    SELECT coalesce(credential_id, 0) AS credential,
           CASE WHEN credential_id IS NULL THEN ran_as_id ELSE 0 END AS "ranAs"
    FROM call
    WHERE occurred_at = ${occurredAt}::timestamptz AND source_id = ${sourceId} AND event_id = ${eventId}`;
  const [shared] = await sharedOf(sql, used, null);
  const what = used[0]?.credential === 0 ? "identity" : "credential";
  const who = shared === undefined ? "two or more callers" : `${shared.callers} callers`;
  return { rule: "shared_credential", text: `Ran with a ${what} that ${who} have used.` };
}
