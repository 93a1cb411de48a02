import type postgres from "postgres";
import type { RetentionKind } from "./model";

/** How many days the kind is kept. */
export async function readDays(
  sql: postgres.Sql | postgres.TransactionSql,
  kind: RetentionKind,
): Promise<number> {
  const [row] = await sql<{ days: number }[]>`SELECT days FROM retention WHERE kind = ${kind}`;
  if (!row) throw new Error(`the retention of ${kind} is missing`);
  return row.days;
}
