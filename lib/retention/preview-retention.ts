import type postgres from "postgres";
import { listPartitions, WEEK_MS } from "../calls/partitions";
import type { RetentionKind, RetentionPreview } from "./model";

const DAY_MS = 24 * 3600 * 1000;

/** What a setting of so many days would remove now. Counts of calls are those of the rollups. */
export async function previewRetention(
  sql: postgres.Sql,
  kind: RetentionKind,
  days: number,
  now = Date.now(),
): Promise<RetentionPreview> {
  if (kind === "quarantine") return previewQuarantine(sql, days);
  const partitions = await listPartitions(sql);
  const own = partitions.filter((one) => one.kind === kind);
  const isDue = (week: number) => week + WEEK_MS <= now - days * DAY_MS;
  const due = new Set(own.map(({ week }) => week).filter(isDue));
  const names = partitions
    .filter((one) => due.has(one.week) && (kind === "calls" || one.kind === kind))
    .map(({ name }) => name);
  const weeks = [...due].map((week) => new Date(week).toISOString());
  const [sums] = await sql<{ calls: number; bytes: number }[]>`
    SELECT (SELECT coalesce(sum(r.n), 0)::float8
            FROM unnest(${weeks}::text[]::timestamptz[]) AS w(week)
            JOIN rollup_day r ON r.day >= w.week AND r.day < w.week + interval '7 days') AS calls,
           (SELECT coalesce(sum(pg_total_relation_size(p.name::regclass)), 0)::float8
            FROM unnest(${names}::text[]) AS p(name)) AS bytes`;
  const kept = own.map(({ week }) => week).filter((week) => !due.has(week));
  return {
    weeks: due.size,
    calls: sums?.calls ?? 0,
    bytes: sums?.bytes ?? 0,
    oldestKept: kept.length === 0 ? null : dayOf(Math.min(...kept)),
  };
}

async function previewQuarantine(sql: postgres.Sql, days: number): Promise<RetentionPreview> {
  const [row] = await sql<{ calls: number; bytes: number; oldest: string | null }[]>`
    SELECT count(*) FILTER (WHERE due)::int AS calls,
           coalesce(sum(octet_length(ciphertext)) FILTER (WHERE due), 0)::float8 AS bytes,
           (min(last_received_at) FILTER (WHERE NOT due))::date::text AS oldest
    FROM (SELECT *, last_received_at + make_interval(days => ${days}) <= now() AS due
          FROM quarantine) AS q`;
  return {
    weeks: 0,
    calls: row?.calls ?? 0,
    bytes: row?.bytes ?? 0,
    oldestKept: row?.oldest ?? null,
  };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
