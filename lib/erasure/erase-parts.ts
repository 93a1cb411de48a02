import type postgres from "postgres";

/** A call to be erased: its key, and its place in its batch. */
export type ErasedCall = {
  occurredAt: string;
  sourceId: number;
  eventId: string;
  batchId: string;
  batchPos: number;
};

/**
 * Leaves nothing of the parts of these calls: bytes and salts. Facts go where they name somebody;
 * without them the call is not judged again. `calls` must be in the order of time.
 */
export async function eraseParts(
  tx: postgres.TransactionSql,
  erasureId: string,
  calls: readonly ErasedCall[],
): Promise<void> {
  if (calls.length === 0) return;
  const column = <T>(of: (call: ErasedCall) => T): T[] => calls.map(of);
  const wanted = tx`
    unnest(${column((one) => one.occurredAt)}::text[]::timestamptz[],
           ${column((one) => one.sourceId)}::int[], ${column((one) => one.eventId)}::text[],
           ${column((one) => one.batchId)}::text[]::bigint[],
           ${column((one) => one.batchPos)}::int[])
      AS w(occurred_at, source_id, event_id, batch_id, batch_pos)`;
  // The bounds leave the planner only the partitions that hold the calls.
  const times = column((one) => one.occurredAt);
  const within = (at: postgres.PendingQuery<postgres.Row[]>) =>
    tx`${at} BETWEEN ${times.at(-1) ?? ""}::timestamptz AND ${times.at(0) ?? ""}::timestamptz`;
  await tx`
    UPDATE payload p SET arguments = NULL, arguments_salt = NULL, result = NULL, result_salt = NULL,
      text = NULL, text_salt = NULL, network = NULL, network_salt = NULL
    FROM ${wanted} WHERE p.occurred_at = w.occurred_at AND p.batch_id = w.batch_id
      AND p.batch_pos = w.batch_pos AND ${within(tx`p.occurred_at`)}`;
  await tx`
    UPDATE payload_raw p SET ciphertext = NULL, salt = NULL
    FROM ${wanted} WHERE p.occurred_at = w.occurred_at AND p.batch_id = w.batch_id
      AND p.batch_pos = w.batch_pos AND ${within(tx`p.occurred_at`)}`;
  await tx`SELECT set_config('onbehalf.erase', 'on', true)`;
  await tx`
    UPDATE call c SET facts = NULL, facts_salt = NULL
    FROM ${wanted} WHERE c.occurred_at = w.occurred_at AND c.source_id = w.source_id
      AND c.event_id = w.event_id AND ${within(tx`c.occurred_at`)} AND c.facts ~ ${PERSONAL}`;
  await tx`
    INSERT INTO erased_call (occurred_at, source_id, event_id, erasure_id)
    SELECT w.occurred_at, w.source_id, w.event_id, ${erasureId} FROM ${wanted}
    ON CONFLICT DO NOTHING`;
}

/** Members of the facts (`Facts` in lib/calls/parts.ts) that may name somebody. */
const PERSONAL = '"(callerGroups|ranAsAccount|credentialOwner|workload)":';
