// What the database knows of how the whole deployment does, whichever process is asked.
import type postgres from "postgres";
import { countQuarantine } from "../calls/quarantine-list";

export type OperationalFigures = {
  /** Committed batches that have no place in the sequence yet. */
  unsequenced: { batches: number; events: number; oldestSeconds: number };
  /** Calls that wait to be judged again: evidence came, or the directory overtook them. */
  rejudgeWaiting: number;
  sources: { name: string; lastContact: number | null; quarantined: number }[];
  /** Messages to channels that are in use. */
  outbox: { waiting: number; oldestSeconds: number; dead: number };
  /** Sessions of the product's processes in the database. */
  connections: { pool: string; state: string; n: number }[];
};

/** Throws what the driver throws when the database is away. Times are Unix seconds. */
export async function operationalFigures(sql: postgres.Sql): Promise<OperationalFigures> {
  const [[unsequenced], [rejudge], sources, quarantined, [outbox], connections] = await Promise.all(
    [
      sql<OperationalFigures["unsequenced"][]>`
      SELECT count(*)::int AS batches, coalesce(sum(n), 0)::int AS events,
             greatest(0, coalesce(extract(epoch FROM clock_timestamp() - min(committed_at)), 0))
               ::float8 AS "oldestSeconds"
      FROM seal_pending`,
      sql<{ n: number }[]>`SELECT count(*)::int AS n FROM rejudge_pending`,
      sql<{ id: number; name: string; lastContact: number | null }[]>`
      SELECT s.id, s.name, extract(epoch FROM max(k.last_used_at))::float8 AS "lastContact"
      FROM source s LEFT JOIN api_key k ON k.source_id = s.id
      WHERE s.revoked_at IS NULL AND NOT s.is_system GROUP BY s.id, s.name ORDER BY s.id`,
      countQuarantine(sql),
      sql<OperationalFigures["outbox"][]>`
      SELECT count(*) FILTER (WHERE o.status = 'waiting')::int AS waiting,
             greatest(0, coalesce(extract(epoch FROM clock_timestamp()
               - min(o.created_at) FILTER (WHERE o.status = 'waiting')), 0))
               ::float8 AS "oldestSeconds",
             count(*) FILTER (WHERE o.status = 'dead' AND o.event <> 'test')::int AS dead
      FROM outbox o LEFT JOIN channel c ON c.id = o.channel_id
      WHERE c.removed_at IS NULL AND o.status <> 'delivered'`,
      sql<OperationalFigures["connections"]>`
      SELECT split_part(application_name, '/', 2) AS pool, coalesce(state, 'unknown') AS state,
             count(*)::int AS n
      FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'onbehalf/%' GROUP BY 1, 2`,
    ],
  );
  return {
    unsequenced: unsequenced ?? { batches: 0, events: 0, oldestSeconds: 0 },
    rejudgeWaiting: rejudge?.n ?? 0,
    sources: sources.map(({ id, name, lastContact }) => ({
      name,
      lastContact,
      quarantined: quarantined.get(id)?.entries ?? 0,
    })),
    outbox: outbox ?? { waiting: 0, oldestSeconds: 0, dead: 0 },
    connections: [...connections],
  };
}
