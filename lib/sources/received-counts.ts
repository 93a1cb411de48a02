import type postgres from "postgres";
import { countByStatus } from "../calls/ingest-status";
import type { StatusCounts } from "./view";

/** What became of the events that each source sent since then; zeros for one that sent nothing. */
export async function receivedSince(
  sql: postgres.Sql,
  sinceMs: number,
): Promise<(sourceId: number) => StatusCounts> {
  const rows = await sql<{ sourceId: number; status: keyof StatusCounts; n: number }[]>`
    SELECT source_id AS "sourceId", status, sum(n)::float8 AS n FROM ingest_hour
    WHERE hour > ${new Date(sinceMs).toISOString()} GROUP BY source_id, status`;
  const bySource = new Map<number, StatusCounts>();
  for (const { sourceId, status, n } of rows) {
    const counts = bySource.get(sourceId) ?? countByStatus([]);
    bySource.set(sourceId, { ...counts, [status]: n });
  }
  return (sourceId) => bySource.get(sourceId) ?? countByStatus([]);
}
