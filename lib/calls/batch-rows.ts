import type postgres from "postgres";
import { partitionsBetween } from "./partitions";

/** Batches that one transaction sequences, and the times between which all their events lie. */
export type TakenBatches = { ids: readonly string[]; from: string; to: string };

/** Makes a fragment: the query of all rows of the batches. */
export type RowsOfBatches = () => postgres.PendingQuery<postgres.Row[]>;

/**
 * Reads one range of the index on `batch_id` a batch. Names the partitions, since a range of time
 * would make the planner read all that happened in it.
 */
export async function rowsOfBatches(
  tx: postgres.Sql | postgres.TransactionSql,
  table: "call" | "gateway_event",
  batches: TakenBatches,
): Promise<RowsOfBatches> {
  const ids = [...batches.ids];
  const partitions = await partitionsBetween(tx, table, batches.from, batches.to);
  return () =>
    partitions
      .map((name) => tx`SELECT * FROM ${tx(name)} WHERE batch_id = ANY(${ids}::text[]::bigint[])`)
      .reduce((all, one) => tx`${all} UNION ALL ${one}`);
}
