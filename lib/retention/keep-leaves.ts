import type postgres from "postgres";

/**
 * Keeps the leaves of the events in these partitions, in the transaction that removes them, and
 * returns how many; those that it has kept before are left alone. A row for each run of neighbours
 * in a batch.
 */
export async function keepLeaves(
  tx: postgres.TransactionSql,
  partitions: readonly string[],
): Promise<number> {
  if (partitions.length === 0) return 0;
  const events = partitions
    .map((name) => tx`SELECT batch_id, batch_pos, leaf_hash FROM ${tx(name)}`)
    .reduce((all, one) => tx`${all} UNION ALL ${one}`);
  const [kept] = await tx<{ n: number }[]>`
    WITH kept AS (
      INSERT INTO removed_leaves (batch_id, first_pos, n, leaf_hashes)
      SELECT batch_id, min(batch_pos), count(*), string_agg(leaf_hash, ''::bytea ORDER BY batch_pos)
      FROM (
        SELECT e.*, batch_pos - row_number() OVER (PARTITION BY batch_id ORDER BY batch_pos) AS run
        FROM (${events}) AS e WHERE ${isMissing(tx)}) AS runs
      GROUP BY batch_id, run RETURNING n)
    SELECT coalesce(sum(n), 0)::float8 AS n FROM kept`;
  return kept?.n ?? 0;
}

/** Whether there is an event whose leaf is not kept yet. Plan: an index alone, of batch and place. */
export async function hasNewLeaves(
  tx: postgres.TransactionSql,
  partitions: readonly string[],
): Promise<boolean> {
  for (const name of partitions) {
    const found = await tx`
      SELECT 1 FROM (SELECT batch_id, batch_pos FROM ${tx(name)}) AS e
      WHERE ${isMissing(tx)} LIMIT 1`;
    if (found.length > 0) return true;
  }
  return false;
}

const isMissing = (tx: postgres.TransactionSql) => tx`
  NOT EXISTS (
    SELECT 1 FROM removed_leaves l WHERE l.batch_id = e.batch_id
      AND e.batch_pos BETWEEN l.first_pos AND l.first_pos + l.n - 1)`;
