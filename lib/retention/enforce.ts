// The worker's part of the retention: removes what has had its time, a week of a kind at a time.
import { ensurePartitions, listPartitions, WEEK_MS, weekStart } from "../calls/partitions";
import { kindOf, type RetentionKind, retentionKindSchema } from "./model";
import { readRule } from "./read-days";
import { readRecentImports } from "./recent-imports";
import { type RemoveDeps, removeWeek } from "./remove-week";
import { sealRemoval } from "./seal-removal";

const DAY_MS = 24 * 3600 * 1000;

/**
 * Removes everything that is due, the oldest first. Returns how much was removed, and whether
 * something is left because it was in use.
 */
export async function enforceRetention(
  deps: RemoveDeps,
  stopped: AbortSignal,
  now = Date.now(),
): Promise<{ removed: number; waits: boolean }> {
  let removed = 0;
  let waits = false;
  for (const { kind, week } of await dueWeeks(deps, now)) {
    if (stopped.aborted) break;
    await ensurePartitions(deps.sql, [weekStart(now)], new Set());
    const outcome = await removeWeek(deps, kind, week, now);
    if (outcome === "removed") removed += 1;
    if (outcome === "waits") waits = true;
  }
  await ensurePartitions(deps.sql, [weekStart(now)], new Set());
  removed += await removeQuarantine(deps);
  return { removed, waits };
}

/** Calls come first: with a week of them goes everything else of it. */
async function dueWeeks({ sql }: RemoveDeps, now: number) {
  const partitions = await listPartitions(sql);
  const due: { kind: RetentionKind; week: number }[] = [];
  for (const kind of retentionKindSchema.options) {
    const { days, by } = await readRule(sql, kind);
    const until = now - days * DAY_MS;
    const weeks = new Set(partitions.filter((one) => one.kind === kind).map(({ week }) => week));
    const old = [...weeks].filter((week) => week + WEEK_MS <= until);
    if (old.length === 0) continue;
    const recent = by === null ? (await readRecentImports(sql, days, now)).weeks : new Set();
    for (const week of old) if (!recent.has(week)) due.push({ kind, week });
  }
  return due;
}

/** Entry by entry: each has its own time. */
async function removeQuarantine({ sql, keys }: RemoveDeps): Promise<number> {
  const [expired] = await sql`SELECT 1 FROM quarantine WHERE expires_at <= now() LIMIT 1`;
  if (!expired) return 0;
  return sql.begin(async (tx) => {
    const [rule] = await tx<{ days: number; by: string | null }[]>`
      SELECT days, changed_by AS by FROM retention WHERE kind = 'quarantine' FOR SHARE`;
    const [gone] = await tx<{ n: number; bytes: number }[]>`
      WITH gone AS (DELETE FROM quarantine WHERE expires_at <= now() RETURNING ciphertext)
      SELECT count(*)::int AS n, coalesce(sum(octet_length(ciphertext)), 0)::float8 AS bytes
      FROM gone`;
    if (!rule || !gone || gone.n === 0) return 0;
    await sealRemoval(tx, keys, {
      type: "retention.removed",
      kind: "quarantine",
      message: `Removed ${gone.n.toLocaleString("en")} records from ${kindOf("quarantine").title.toLowerCase()}: kept ${rule.days} days.`,
      days: rule.days,
      by: rule.by,
      calls: 0,
      events: gone.n,
      bytes: gone.bytes,
    });
    return gone.n;
  });
}
