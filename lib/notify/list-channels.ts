import type postgres from "postgres";
import { rfc3339 } from "../../db/client";
import type { ChannelView, DeliveryView } from "./model";

/** The channels in use, oldest first, with how their messages stand. */
export async function listChannels(sql: postgres.Sql): Promise<ChannelView[]> {
  const rows = await sql<ChannelView[]>`
    SELECT c.id, c.kind, c.name, c.shown, c.events, c.created_by AS "createdBy",
           c.created_at AS "createdAt",
           CASE WHEN c.previous_secret_until > now() THEN c.previous_secret_until END
             AS "previousSecretUntil",
           count(o.id) FILTER (WHERE o.status = 'waiting')::int AS waiting,
           count(o.id) FILTER (WHERE o.status = 'dead' AND o.event <> 'test')::int AS dead,
           max(o.settled_at) FILTER (WHERE o.status = 'delivered') AS "deliveredAt"
    FROM channel c LEFT JOIN outbox o ON o.channel_id = c.id
    WHERE c.removed_at IS NULL AND c.kind <> 'callback' GROUP BY c.id ORDER BY c.created_at, c.id`;
  return rows.map((row) => ({
    ...row,
    createdAt: rfc3339(row.createdAt),
    deliveredAt: row.deliveredAt && rfc3339(row.deliveredAt),
    previousSecretUntil: row.previousSecretUntil && rfc3339(row.previousSecretUntil),
  }));
}

type DeliveryRow = Omit<DeliveryView, "channel" | "title"> & {
  channelId: string;
  channelName: string;
  channelRemoved: boolean;
  title: string;
};

/** Messages, newest first. `cursor` is what the page before said is next. */
export async function listDeliveries(
  sql: postgres.Sql,
  {
    limit,
    cursor,
    status,
  }: { limit: number; cursor?: string | undefined; status?: string | undefined },
): Promise<{ items: DeliveryView[]; next: string | null }> {
  const before =
    cursor === undefined
      ? sql`true`
      : sql`(o.created_at, o.id) < (
    SELECT created_at, id FROM outbox WHERE id = ${cursor})`;
  const rows = await sql<DeliveryRow[]>`
    SELECT o.id, o.event, o.message::json->>'title' AS title,
           o.message::json->>'path' AS path, o.status, o.attempts,
           o.last_error AS "lastError", o.created_at AS "createdAt",
           CASE WHEN o.status = 'waiting' THEN o.next_at END AS "nextAt",
           o.settled_at AS "settledAt", coalesce(c.id, m.id) AS "channelId",
           coalesce(c.name, m.email) AS "channelName",
           c.removed_at IS NOT NULL AS "channelRemoved"
    FROM outbox o LEFT JOIN channel c ON c.id = o.channel_id
    LEFT JOIN member m ON m.id = o.member_id
    WHERE ${before} AND ${status === undefined ? sql`true` : sql`o.status = ${status}`}
    ORDER BY o.created_at DESC, o.id DESC LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit).map(({ channelId, channelName, channelRemoved, ...row }) => ({
    ...row,
    channel: { id: channelId, name: channelName, removed: channelRemoved },
    createdAt: rfc3339(row.createdAt),
    nextAt: row.nextAt && rfc3339(row.nextAt),
    settledAt: row.settledAt && rfc3339(row.settledAt),
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
