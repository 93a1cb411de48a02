import type postgres from "postgres";

type Keyed = { time: string; record: { id: string } };

/**
 * Content MACs of the events of a source that are stored already, by `<time> <id>` as in `time`.
 * The bounds let the planner prune partitions; within one it is a look-up in the primary key.
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
    SELECT w.n::int - 1 AS n, c.body_mac AS mac
    FROM unnest(${times}::text[]::timestamptz[], ${ids}::text[]) WITH ORDINALITY AS w(occurred_at, event_id, n)
    JOIN call c ON c.occurred_at = w.occurred_at AND c.source_id = ${sourceId}
               AND c.event_id = w.event_id
    WHERE c.occurred_at BETWEEN ${from} AND ${to}
    UNION ALL
    SELECT w.n::int - 1, g.body_mac
    FROM unnest(${times}::text[]::timestamptz[], ${ids}::text[]) WITH ORDINALITY AS w(occurred_at, event_id, n)
    JOIN gateway_event g ON g.occurred_at = w.occurred_at AND g.source_id = ${sourceId}
                        AND g.event_id = w.event_id
    WHERE g.occurred_at BETWEEN ${from} AND ${to}`;
  return new Map(rows.map(({ n, mac }) => [`${times[n]} ${ids[n]}`, mac]));
}
