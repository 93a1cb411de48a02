import type postgres from "postgres";
import type { RetentionKind } from "./model";

/** How many days the kind is kept, and by whose rule; null is the one that came with the product. */
export async function readRule(
  sql: postgres.Sql | postgres.TransactionSql,
  kind: RetentionKind,
): Promise<{ days: number; by: string | null }> {
  const [rule] = await sql<{ days: number; by: string | null }[]>`
    SELECT days, changed_by AS by FROM retention WHERE kind = ${kind}`;
  if (!rule) throw new Error(`the retention of ${kind} is missing`);
  return rule;
}

/** How many days the kind is kept. */
export async function readDays(
  sql: postgres.Sql | postgres.TransactionSql,
  kind: RetentionKind,
): Promise<number> {
  return (await readRule(sql, kind)).days;
}
