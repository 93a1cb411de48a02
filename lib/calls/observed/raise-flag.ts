// A flag that is seen only from history, raised on calls that are sequenced or about to be.
import type postgres from "postgres";
import type { CallKey } from "../rejudge/stored-call";

export type Flagged = CallKey & { severity: string };

/**
 * Raises the flag of the bit on the calls that `calls` selects (rows of `call`), and severity to high
 * at least, with a line in each one's history. Returns them with the severity that they had. To be
 * called under the lock of the ledger's head; counts nothing among the severe ones.
 */
export async function raiseFlag(
  tx: postgres.TransactionSql,
  bit: number,
  calls: postgres.PendingQuery<postgres.Row[]>,
): Promise<readonly Flagged[]> {
  await tx`SELECT set_config('onbehalf.rejudge', 'on', true)`;
  return tx<Flagged[]>`
    WITH ran AS (
      SELECT * FROM (${calls}) AS found WHERE observed_flags & ${bit} = 0
    ), history AS (
      INSERT INTO verdict_change (occurred_at, source_id, event_id, from_verdict, to_verdict,
        from_relation, to_relation, from_flags, to_flags, from_observed, to_observed,
        from_severity, to_severity, from_version, to_version, changes, evidence)
      SELECT occurred_at, source_id, event_id, verdict, verdict, relation, relation, flags, flags,
             observed_flags, observed_flags | ${bit}, severity,
             CASE severity WHEN 'critical' THEN severity ELSE 'high' END,
             judged_at_version, judged_at_version, '{}', false
      FROM ran
    )
    UPDATE call c SET observed_flags = c.observed_flags | ${bit},
      severity = CASE c.severity WHEN 'critical' THEN c.severity ELSE 'high' END
    FROM ran WHERE c.occurred_at = ran.occurred_at AND c.source_id = ran.source_id
      AND c.event_id = ran.event_id
    RETURNING c.occurred_at::text AS "occurredAt", c.source_id AS "sourceId",
              c.event_id AS "eventId", ran.severity`;
}

/** Sets a flag that only informs: neither severity nor history follows from it. */
export async function setFlag(
  tx: postgres.TransactionSql,
  bit: number,
  calls: postgres.PendingQuery<postgres.Row[]>,
): Promise<void> {
  await tx`SELECT set_config('onbehalf.rejudge', 'on', true)`;
  await tx`
    UPDATE call c SET observed_flags = c.observed_flags | ${bit}
    FROM (${calls}) AS found
    WHERE c.occurred_at = found.occurred_at AND c.source_id = found.source_id
      AND c.event_id = found.event_id AND c.observed_flags & ${bit} = 0`;
}
