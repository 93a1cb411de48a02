// Looks for what should be told, and writes it to the outbox in the transaction that notes it as told.
import { sql } from "drizzle-orm";
import type { Db, Pool } from "../../db/client";
import { enqueue } from "./enqueue";
import { quarantineNotice, severeNotice, silenceNotice } from "./notices";

type SourceRow = { id: number; publicId: string; name: string };

/** Severe calls since the last message of a source: at most one message a source and hour. */
export function tellSevere(pool: Pool): Promise<number> {
  return pool.db.transaction(async (tx) => {
    const rows = await tx.execute<
      SourceRow & { critical: number; high: number; firstAt: string; lastAt: string; hour: string }
    >(sql`
      WITH due AS (
        SELECT source_id, critical, high, first_at, last_at FROM source_notice
        WHERE critical + high > 0
          AND coalesce(severe_told_in, '-infinity') < date_trunc('hour', now(), 'UTC')
        FOR UPDATE SKIP LOCKED
      ), told AS (
        UPDATE source_notice n SET critical = 0, high = 0, first_at = NULL, last_at = NULL,
          severe_told_in = date_trunc('hour', now(), 'UTC')
        FROM due WHERE n.source_id = due.source_id
      )
      SELECT s.id, s.public_id AS "publicId", s.name, d.critical::int, d.high::int,
             to_json(d.first_at) #>> '{}' AS "firstAt", to_json(d.last_at) #>> '{}' AS "lastAt",
             to_json(date_trunc('hour', now(), 'UTC')) #>> '{}' AS hour
      FROM due d JOIN source s ON s.id = d.source_id`);
    for (const row of rows)
      await enqueue(tx, {
        event: "verdict.severe",
        dedupeKey: `severe/${row.publicId}/${row.hour}`,
        message: severeNotice(row),
      });
    return rows.length;
  });
}

/**
 * Sources that were sending and fell silent: for an hour at least, and for twice as long as ever in the
 * week before. Each silence is told once. Plan: only sources silent for an hour read their week.
 */
export function tellSilence(pool: Pool): Promise<number> {
  return pool.db.transaction(async (tx) => {
    const rows = await tx.execute<SourceRow & { since: string; hours: number }>(sql`
      WITH quiet AS (
        SELECT h.source_id, h.received_at FROM source_progress h
        JOIN source s ON s.id = h.source_id AND s.revoked_at IS NULL
        LEFT JOIN source_notice n ON n.source_id = h.source_id
        WHERE h.received_at < now() - interval '1 hour'
          AND h.received_at > now() - interval '30 days'
          AND n.silence_told_for IS DISTINCT FROM h.received_at
        FOR UPDATE OF h SKIP LOCKED
      ), busy AS (
        SELECT DISTINCT q.source_id, q.received_at, r.hour FROM quiet q
        JOIN path p ON p.source_id = q.source_id
        JOIN rollup_hour r ON r.path_id = p.id
          AND r.hour > q.received_at - interval '7 days' AND r.hour <= q.received_at
      ), gaps AS (
        SELECT source_id, received_at, hour,
               hour - lag(hour) OVER (PARTITION BY source_id ORDER BY hour) AS gap FROM busy
      ), silent AS (
        SELECT source_id, received_at FROM gaps GROUP BY source_id, received_at
        HAVING max(hour) - min(hour) >= interval '6 hours'
          AND now() - received_at > greatest(interval '1 hour', 2 * max(gap))
      ), told AS (
        INSERT INTO source_notice (source_id, silence_told_for)
        SELECT source_id, received_at FROM silent
        ON CONFLICT (source_id) DO UPDATE SET silence_told_for = excluded.silence_told_for
      )
      SELECT s.id, s.public_id AS "publicId", s.name, to_json(v.received_at) #>> '{}' AS since,
             (extract(epoch FROM now() - v.received_at) / 3600)::int AS hours
      FROM silent v JOIN source s ON s.id = v.source_id`);
    for (const row of rows)
      await enqueue(tx, {
        event: "source.silent",
        dedupeKey: `silent/${row.publicId}/${row.since}`,
        message: silenceNotice(row),
      });
    return rows.length;
  });
}

/** Sources with more in quarantine than when it was told last: at most one message a source and hour. */
export function tellQuarantine(pool: Pool): Promise<number> {
  return pool.db.transaction(async (tx) => {
    await settleQuarantine(tx);
    const rows = await tx.execute<SourceRow & { entries: number; more: number; hour: string }>(sql`
      WITH grown AS (
        SELECT q.source_id, q.entries, q.entries - coalesce(n.quarantine_told, 0) AS more
        FROM (${WAITING}) q LEFT JOIN source_notice n ON n.source_id = q.source_id
        WHERE q.entries > coalesce(n.quarantine_told, 0)
          AND coalesce(n.quarantine_told_in, '-infinity') < date_trunc('hour', now(), 'UTC')
      ), told AS (
        INSERT INTO source_notice (source_id, quarantine_told, quarantine_told_in)
        SELECT source_id, entries, date_trunc('hour', now(), 'UTC') FROM grown
        ON CONFLICT (source_id) DO UPDATE SET quarantine_told = excluded.quarantine_told,
          quarantine_told_in = excluded.quarantine_told_in
      )
      SELECT s.id, s.public_id AS "publicId", s.name, g.entries::int, g.more::int,
             to_json(date_trunc('hour', now(), 'UTC')) #>> '{}' AS hour
      FROM grown g JOIN source s ON s.id = g.source_id`);
    for (const row of rows)
      await enqueue(tx, {
        event: "quarantine.growing",
        dedupeKey: `quarantine/${row.publicId}/${row.hour}`,
        message: quarantineNotice(row),
      });
    return rows.length;
  });
}

const WAITING = sql`
  SELECT source_id, count(*) AS entries FROM quarantine
  WHERE settled_as IS NULL AND expires_at > now() GROUP BY source_id`;

/** What was settled meanwhile counts as growth when it comes again. */
async function settleQuarantine(tx: Db): Promise<void> {
  await tx.execute(sql`
    UPDATE source_notice n SET quarantine_told = coalesce(q.entries, 0)
    FROM source_notice m LEFT JOIN (${WAITING}) q ON q.source_id = m.source_id
    WHERE m.source_id = n.source_id AND n.quarantine_told > coalesce(q.entries, 0)`);
}
