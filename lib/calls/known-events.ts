import type postgres from "postgres";

type Keyed = { time: string; record: { id: string } };

/**
 * Content MACs of the events of a source that are stored already, by `<time> <id>` as in `time`.
 * One look-up in the primary key an event: LIMIT keeps the planner from joining with all calls of
 * the period instead. The bounds prune partitions.
 */
export async function findExisting(
  sql: postgres.Sql,
  sourceId: number,
  events: readonly Keyed[],
): Promise<Map<string, Buffer>> {
  if (events.length === 0) return new Map();
  const times = events.map((event) => event.time);
  const ids = events.map((event) => event.record.id);
  const sorted = times.toSorted();
  const [from, to] = [sorted.at(0) ?? "", sorted.at(-1) ?? ""];
  const rows = await sql<{ n: number; mac: Buffer }[]>`
    SELECT w.n::int - 1 AS n, found.mac
    FROM unnest(${times}::text[]::timestamptz[], ${ids}::text[])
         WITH ORDINALITY AS w(occurred_at, event_id, n)
    CROSS JOIN LATERAL (
      (SELECT c.body_mac AS mac FROM call c
       WHERE c.occurred_at = w.occurred_at AND c.source_id = ${sourceId}
         AND c.event_id = w.event_id AND c.occurred_at BETWEEN ${from} AND ${to} LIMIT 1)
      UNION ALL
      (SELECT g.body_mac FROM gateway_event g
       WHERE g.occurred_at = w.occurred_at AND g.source_id = ${sourceId}
         AND g.event_id = w.event_id AND g.occurred_at BETWEEN ${from} AND ${to} LIMIT 1)
    ) AS found`;
  return new Map(rows.map(({ n, mac }) => [`${times[n]} ${ids[n]}`, mac]));
}
