// What became of the events of each source, for the sources' pages: counted in memory, added to the
// database about once a second, so that nothing on the way of an event waits for it.
import type postgres from "postgres";
import { countByStatus, type IngestResult } from "../calls/ingest-status";

const FLUSH_AFTER_MS = 1_000;
const HOUR_MS = 3_600_000;

export type IngestCounts = {
  add: (sourceId: number, results: readonly IngestResult[]) => void;
  /** Writes what was counted. What cannot be written now is kept for the next time. */
  flush: () => Promise<void>;
};

/** Counts of this process; a killed process takes its last second along. `failed` is told why. */
export function ingestCounts(
  sql: postgres.Sql,
  failed: (error: unknown) => void,
  now: () => number = Date.now,
): IngestCounts {
  const counted = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  const add = (key: string, n: number) => {
    if (n > 0) counted.set(key, (counted.get(key) ?? 0) + n);
  };
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const taken = [...counted];
    counted.clear();
    if (taken.length === 0) return;
    try {
      await write(sql, taken);
    } catch (error) {
      failed(error);
      // They wait for the next event.
      for (const [key, n] of taken) add(key, n);
    }
  };
  return {
    flush,
    add: (sourceId, results) => {
      const hour = Math.floor(now() / HOUR_MS) * HOUR_MS;
      for (const [status, n] of Object.entries(countByStatus(results))) {
        add(`${sourceId} ${hour} ${status}`, n);
      }
      timer ??= setTimeout(() => void flush(), FLUSH_AFTER_MS).unref();
    },
  };
}

/** In the order of the key, so that two processes never wait for each other in a circle. */
async function write(sql: postgres.Sql, taken: readonly [string, number][]): Promise<void> {
  const rows = taken.map(([key, n]) => {
    const [source = "", hour = "", status = ""] = key.split(" ");
    return { source: Number(source), hour: new Date(Number(hour)).toISOString(), status, n };
  });
  await sql`
    INSERT INTO ingest_hour AS i (source_id, hour, status, n)
    SELECT source, hour, status, n
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS r(source int, hour timestamptz, status text, n bigint)
    ORDER BY source, hour, status
    ON CONFLICT (source_id, hour, status) DO UPDATE SET n = i.n + excluded.n`;
}
