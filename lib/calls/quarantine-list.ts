// What is in quarantine: reasons and positions, without the content.
import type postgres from "postgres";
import { rfc3339 } from "../../db/client";
import type { QUARANTINE_STATES, QuarantinePage, QuarantineView } from "./quarantine-view";

type Asked = {
  sourceId: number;
  state: (typeof QUARANTINE_STATES)[number];
  limit: number;
  /** Id of the last entry of the page before. */
  cursor?: string | undefined;
};

/** Newest first. Entries that have expired are not listed, also before they are removed. */
export async function listQuarantine(sql: postgres.Sql, asked: Asked): Promise<QuarantinePage> {
  const rows = await sql<QuarantineView[]>`
    SELECT q.id::text, q.format, q.reason, q.position, q.event_id AS "eventId", q.times,
           q.received_at AS "receivedAt", q.last_received_at AS "lastReceivedAt",
           q.expires_at AS "expiresAt", q.settled_as AS "settledAs", '[]'::json AS replays
    FROM quarantine q
    WHERE q.source_id = ${asked.sourceId} AND q.expires_at > now()
      ${asked.state === "all" ? sql`` : asked.state === "waiting" ? sql`AND q.settled_as IS NULL` : sql`AND q.settled_as IS NOT NULL`}
      ${asked.cursor === undefined ? sql`` : sql`AND q.id < ${asked.cursor}`}
    ORDER BY q.id DESC LIMIT ${asked.limit + 1}`;
  const page = rows.slice(0, asked.limit);
  const replays = await replaysOf(
    sql,
    page.map(({ id }) => id),
  );
  const items = page.map((row) => ({
    ...row,
    receivedAt: rfc3339(row.receivedAt),
    lastReceivedAt: rfc3339(row.lastReceivedAt),
    expiresAt: rfc3339(row.expiresAt),
    replays: replays.get(row.id) ?? [],
  }));
  return { items, next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
}

/** Entries and receipts of each source that wait, exactly. */
export async function countQuarantine(
  sql: postgres.Sql,
): Promise<Map<number, { entries: number; times: number }>> {
  const rows = await sql<{ sourceId: number; entries: number; times: number }[]>`
    SELECT source_id AS "sourceId", count(*)::int AS entries, sum(times)::int AS times
    FROM quarantine WHERE settled_as IS NULL AND expires_at > now() GROUP BY source_id`;
  return new Map(rows.map(({ sourceId, ...counts }) => [sourceId, counts]));
}

type Replay = QuarantineView["replays"][number];

async function replaysOf(
  sql: postgres.Sql,
  ids: readonly string[],
): Promise<Map<string, Replay[]>> {
  const byEntry = new Map<string, Replay[]>();
  if (ids.length === 0) return byEntry;
  const rows = await sql<(Replay & { entry: string })[]>`
    SELECT quarantine_id::text AS entry, at, actor, status, reason FROM quarantine_replay
    WHERE quarantine_id = ANY(${[...ids]}::text[]::bigint[]) ORDER BY id`;
  for (const { entry, ...replay } of rows) {
    const list = byEntry.get(entry) ?? [];
    list.push({ ...replay, at: rfc3339(replay.at) });
    byEntry.set(entry, list);
  }
  return byEntry;
}
