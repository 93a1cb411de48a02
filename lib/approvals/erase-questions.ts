import type postgres from "postgres";

/**
 * What these principals asked to have approved is forgotten, and why. What still waits or may still
 * be used keeps its arguments until it is settled, and a week more, as any other does.
 */
export async function eraseQuestions(
  tx: postgres.TransactionSql,
  principalIds: readonly number[],
): Promise<void> {
  const ids = [...principalIds];
  await tx`
    UPDATE evaluation e SET request = NULL
    WHERE e.caller_id = ANY(${ids}::int[]) AND e.request IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM approval a WHERE a.evaluation_id = e.id AND a.settled_at IS NULL)`;
  await tx`
    UPDATE approval SET justification = NULL
    WHERE caller_id = ANY(${ids}::int[]) AND justification IS NOT NULL`;
}
