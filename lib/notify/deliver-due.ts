// The worker's side of the outbox. At least once each, never two at a time: a row is leased first.
import type postgres from "postgres";
import type { Pool } from "../../db/client";
import type { Metrics } from "../metrics/metrics";
import { nextTry } from "./backoff";
import { deliver, type DeliverDeps, type Parcel } from "./deliver";
import { DeliveryError } from "./post";

const AT_ONCE = 8;
/** Longer than any delivery can take, so that nobody else takes up one that is still under way. */
const LEASE_SECONDS = 60;

export type OutboxDeps = DeliverDeps & { pool: Pool; metrics: Pick<Metrics, "delivered"> };

type Leased = Parcel & { attempts: number; giveUpAt: number };

/** Delivers what is due, oldest first, and notes how it went. Returns how many were tried. */
export async function deliverDue(deps: OutboxDeps): Promise<number> {
  const leased = await lease(deps.pool.sql);
  await Promise.all(leased.map((parcel) => deliverOne(deps, parcel)));
  return leased.length;
}

/** Takes this one message now, if nobody is delivering it. Returns why it failed, or null. */
export async function deliverNow(deps: OutboxDeps, id: string): Promise<string | null> {
  const [parcel] = await lease(deps.pool.sql, id);
  if (!parcel) return "Another worker is delivering it.";
  return deliverOne(deps, parcel);
}

function lease(sql: postgres.Sql, only?: string): Promise<Leased[]> {
  return sql<Leased[]>`
    WITH due AS (
      SELECT id FROM outbox
      WHERE status = 'waiting' AND next_at <= now()
        AND (leased_until IS NULL OR leased_until < now())
        AND ${only === undefined ? sql`true` : sql`id = ${only}`}
      ORDER BY next_at LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED
    ), leased AS (
      UPDATE outbox o SET leased_until = now() + make_interval(secs => ${LEASE_SECONDS}),
                          attempts = attempts + 1
      FROM due WHERE o.id = due.id RETURNING o.*
    )
    SELECT l.id, l.event, l.message, l.attempts, c.id AS "channelId",
           coalesce(c.kind, 'email') AS kind, c.address, m.email AS "memberEmail", c.secret,
           CASE WHEN c.previous_secret_until > now() THEN c.previous_secret END
             AS "previousSecret",
           extract(epoch FROM l.give_up_at)::float8 * 1000 AS "giveUpAt"
    FROM leased l LEFT JOIN channel c ON c.id = l.channel_id
    LEFT JOIN member m ON m.id = l.member_id`;
}

async function deliverOne(deps: OutboxDeps, parcel: Leased): Promise<string | null> {
  const { sql } = deps.pool;
  // A lease that ran out belongs to somebody else, who counted another attempt.
  const mine = sql`id = ${parcel.id} AND attempts = ${parcel.attempts} AND status = 'waiting'`;
  try {
    await deliver(deps, parcel);
  } catch (error) {
    const known = error instanceof DeliveryError ? error : null;
    const reason = known?.message ?? "Onbehalf failed; its log says more.";
    const next = known?.final ? null : nextTry(parcel, Date.now(), Math.random());
    await sql`
      UPDATE outbox SET leased_until = NULL, last_error = ${reason},
        status = ${next === null ? "dead" : "waiting"},
        next_at = ${next === null ? sql`next_at` : sql`${new Date(next).toISOString()}`},
        settled_at = ${next === null ? sql`now()` : null}
      WHERE ${mine}`;
    deps.metrics.delivered(parcel.kind, false);
    if (known === null) throw error;
    return reason;
  }
  await sql`
    UPDATE outbox SET leased_until = NULL, status = 'delivered', last_error = NULL, settled_at = now()
    WHERE ${mine}`;
  deps.metrics.delivered(parcel.kind, true);
  return null;
}
