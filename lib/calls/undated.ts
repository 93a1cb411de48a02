import type postgres from "postgres";
import { canonicalInstant } from "./instants";
import type { CallRecord } from "./model";

type Undated = { record: CallRecord; time: string };

/**
 * A record without a time gets the time of its first receipt. Remembering it lets a second delivery
 * of the same record be recognised: its key is the same again. Changes `time` in place.
 */
export async function rememberTimes(
  sql: postgres.Sql,
  sourceId: number,
  items: readonly Undated[],
): Promise<void> {
  const undated = items.filter((item) => item.record.timeFrom === "received");
  if (undated.length === 0) return;
  const ids = undated.map((item) => item.record.id);
  const times = undated.map((item) => item.time);
  await sql`
    INSERT INTO undated_event (source_id, event_id, occurred_at)
    SELECT DISTINCT ON (w.event_id) ${sourceId}::int, w.event_id, w.occurred_at
    FROM unnest(${ids}::text[], ${times}::text[]::timestamptz[]) AS w(event_id, occurred_at)
    ORDER BY w.event_id
    ON CONFLICT DO NOTHING`;
  const rows = await sql<{ id: string; at: string }[]>`
    SELECT event_id AS id, to_char(occurred_at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
    FROM undated_event WHERE source_id = ${sourceId} AND event_id = ANY(${ids}::text[])`;
  const first = new Map(rows.map(({ id, at }) => [id, canonicalInstant(at)]));
  for (const item of undated) item.time = first.get(item.record.id) ?? item.time;
}
