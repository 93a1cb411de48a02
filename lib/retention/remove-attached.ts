import type postgres from "postgres";

/** What hangs on the calls and events of a time: counts, history, evidence, marks. */
export async function removeAttached(
  tx: postgres.TransactionSql,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await tx`SELECT set_config('onbehalf.retention', 'on', true)`;
  for (const [table, column] of ATTACHED) {
    await tx`
      DELETE FROM ${tx(table)} WHERE ${tx(column)} >= ${from}::timestamptz
        AND ${tx(column)} < ${to}::timestamptz`;
  }
  // Evidence may be for a call of the week after: it goes with that one.
  await tx`
    DELETE FROM evidence e WHERE e.occurred_at < ${to}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM call_evidence c WHERE c.evidence_id = e.id)`;
}

const ATTACHED = [
  ["rollup_hour", "hour"],
  ["rollup_day", "day"],
  ["rollup_verdict_hour", "hour"],
  ["rollup_value_day", "day"],
  ["verdict_change", "occurred_at"],
  ["call_evidence", "occurred_at"],
  ["call_key", "occurred_at"],
  ["rejudge_pending", "occurred_at"],
  ["erased_call", "occurred_at"],
  ["undated_event", "occurred_at"],
] as const;
