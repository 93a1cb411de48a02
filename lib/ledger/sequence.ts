import type postgres from "postgres";

const BATCHES_AT_ONCE = 1_000;

/**
 * Gives committed batches their place in the sequence: contiguous, in commit order, exactly once.
 * Any number of workers may call it; the lock on the head lets one work. Returns how many events.
 */
export async function sequencePending(sql: postgres.Sql): Promise<number> {
  const [waiting] = await sql`SELECT 1 FROM seal_pending LIMIT 1`;
  if (!waiting) return 0;
  return sql.begin(async (tx) => {
    await tx`SELECT next_index FROM ledger_head WHERE id = 1 FOR UPDATE`;
    // A statement of its own: it must see the head and the batches as they are after the wait.
    const [moved] = await tx<{ events: number }[]>`
      WITH taken AS (
        DELETE FROM seal_pending WHERE batch_id IN (
          SELECT batch_id FROM seal_pending ORDER BY batch_id LIMIT ${BATCHES_AT_ONCE})
        RETURNING batch_id, n, from_time, to_time
      ), placed AS (
        INSERT INTO sealed (batch_id, first_index, n, from_time, to_time)
        SELECT batch_id,
               (SELECT next_index FROM ledger_head WHERE id = 1)
                 + sum(n) OVER (ORDER BY batch_id) - n,
               n, from_time, to_time
        FROM taken
        RETURNING n
      ), head AS (
        UPDATE ledger_head SET next_index = next_index + (SELECT coalesce(sum(n), 0) FROM taken)
        WHERE id = 1
      )
      SELECT coalesce(sum(n), 0)::int AS events FROM placed`;
    return moved?.events ?? 0;
  });
}
