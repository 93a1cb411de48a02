// How long what is kept, how much of it there is, and what was removed last.
import type postgres from "postgres";
import { z } from "zod";
import { rfc3339 } from "../../db/client";
import { listPartitions, WEEK_MS } from "../calls/partitions";
import { readRecentImports } from "./recent-imports";
import {
  kindOf,
  removalView,
  type RemovalView,
  type RetentionKind,
  retentionKindSchema,
  type RetentionPage,
  retentionPage,
} from "./model";

const DAY_MS = 24 * 3600 * 1000;
const REMOVALS = 50;

export async function readRetention(sql: postgres.Sql): Promise<RetentionPage> {
  const [settings, kept, adminLog, removals] = await Promise.all([
    readSettings(sql),
    measure(sql),
    sql<{ bytes: number; oldest: string | null }[]>`
      SELECT pg_total_relation_size('admin_log')::float8 AS bytes,
             (SELECT at::date::text FROM admin_log ORDER BY id LIMIT 1) AS oldest`,
    listRemovals(sql),
  ]);
  const now = Date.now();
  const items = retentionKindSchema.options.map(async (kind) => {
    const setting = settings.find((one) => one.kind === kind);
    const { oldest, bytes, ...rest } = kept.get(kind) ?? { oldest: null, bytes: 0 };
    const { min, max } = kindOf(kind);
    const days = setting?.days ?? 0;
    const ends =
      "until" in rest ? rest.until : oldest && Date.parse(oldest) + WEEK_MS + days * DAY_MS;
    const isHeld = ends && ends < now && setting?.changedBy === null;
    const next = isHeld ? (await readRecentImports(sql, days, now)).until : ends;
    return { ...setting, min, max, oldest, bytes, nextRemovalAt: next && instant(next) };
  });
  return retentionPage.parse({ items: await Promise.all(items), adminLog: adminLog[0], removals });
}

async function readSettings(sql: postgres.Sql) {
  const rows = await sql`
    SELECT kind, days, version, changed_by AS "changedBy", changed_at AS "changedAt", reason
    FROM retention`;
  const settings = z
    .array(
      z.object({
        kind: z.string(),
        days: z.number(),
        version: z.number(),
        changedBy: z.string().nullable(),
        changedAt: z
          .string()
          .nullable()
          .transform((text) => text && rfc3339(text)),
        reason: z.string().nullable(),
      }),
    )
    .parse([...rows]);
  return settings;
}

type Kept = { oldest: string | null; bytes: number; until?: number };

/** From the database's own figures: nothing is counted. */
async function measure(sql: postgres.Sql): Promise<Map<RetentionKind, Kept>> {
  const partitions = await listPartitions(sql);
  const sizes = await sql<{ name: string; bytes: number }[]>`
    SELECT name, pg_total_relation_size(name::regclass)::float8 AS bytes
    FROM unnest(${partitions.map(({ name }) => name)}::text[]) AS p(name)`;
  const sizeOf = new Map(sizes.map(({ name, bytes }) => [name, bytes]));
  const kept = new Map<RetentionKind, Kept>();
  for (const { kind, name, week } of partitions) {
    const day = new Date(week).toISOString().slice(0, 10);
    const before = kept.get(kind) ?? { oldest: day, bytes: 0 };
    kept.set(kind, { ...before, bytes: before.bytes + (sizeOf.get(name) ?? 0) });
  }
  const [held] = await sql<{ bytes: number; oldest: string | null; until: string | null }[]>`
    SELECT pg_total_relation_size('quarantine')::float8 AS bytes,
           min(last_received_at)::date::text AS oldest, min(expires_at) AS until
    FROM quarantine`;
  const { bytes = 0, oldest = null, until = null } = held ?? {};
  kept.set("quarantine", { oldest, bytes, ...(until && { until: Date.parse(rfc3339(until)) }) });
  return kept;
}

/** The newest first, each with its place in the sequence. */
async function listRemovals(sql: postgres.Sql): Promise<RemovalView[]> {
  const rows = await sql<RemovalView[]>`
    SELECT r.event_id AS event, (s.first_index)::float8 AS index, r.at, r.kind,
           r.from_time AS from, r.to_time AS to, r.days, r.by, r.erasure_id AS erasure,
           r.calls::float8 AS calls, r.events::float8 AS events, r.bytes::float8 AS bytes
    FROM removal r LEFT JOIN sealed s ON s.batch_id = r.batch_id
    ORDER BY r.batch_id DESC LIMIT ${REMOVALS}`;
  return rows.map((row) =>
    removalView.parse({
      ...row,
      at: rfc3339(row.at),
      from: row.from && rfc3339(row.from),
      to: row.to && rfc3339(row.to),
    }),
  );
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}
