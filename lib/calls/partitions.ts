import type postgres from "postgres";

const TABLES = ["call", "gateway_event", "payload", "payload_raw"] as const;
const WEEK_MS = 7 * 24 * 3600 * 1000;
/** A Monday: partitions are ISO weeks in UTC. */
const FIRST_MONDAY = Date.UTC(1969, 11, 29);
const PARTITION_LOCK = 0x0b_9a47;

/** Start (UTC ms) of the ISO week that holds the instant. */
export function weekStart(ms: number): number {
  return FIRST_MONDAY + Math.floor((ms - FIRST_MONDAY) / WEEK_MS) * WEEK_MS;
}

/** The start of every week from one instant's to the other's. */
export function weeksBetween(fromMs: number, toMs: number): number[] {
  const weeks: number[] = [];
  for (let week = weekStart(fromMs); week <= toMs; week += WEEK_MS) weeks.push(week);
  return weeks;
}

/**
 * Makes the missing partitions of these weeks. Creates them apart and attaches them, because
 * CREATE … PARTITION OF would lock out every reader and writer of the parent.
 */
export async function ensurePartitions(
  sql: postgres.Sql,
  weeks: readonly number[],
  known: Set<number>,
): Promise<void> {
  const missing = weeks.filter((week) => !known.has(week));
  if (missing.length === 0) return;
  await sql.begin(async (tx) => {
    await tx`SELECT pg_advisory_xact_lock(${PARTITION_LOCK})`;
    for (const week of missing) for (const table of TABLES) await ensurePartition(tx, table, week);
  });
  for (const week of missing) known.add(week);
}

async function ensurePartition(
  tx: postgres.TransactionSql,
  table: (typeof TABLES)[number],
  week: number,
): Promise<void> {
  const from = new Date(week).toISOString();
  const to = new Date(week + WEEK_MS).toISOString();
  const name = `${table}_${from.slice(0, 10).replaceAll("-", "")}`;
  const [present] = await tx<{ attached: boolean }[]>`
    SELECT true AS attached FROM pg_inherits WHERE inhrelid = to_regclass(${name})`;
  if (present) return;
  await tx.unsafe(`
    CREATE TABLE IF NOT EXISTS ${name} (
      LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED,
      CONSTRAINT ${name}_week CHECK (occurred_at >= '${from}' AND occurred_at < '${to}'))`);
  await tx.unsafe(
    `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`,
  );
  await tx.unsafe(`ALTER TABLE ${name} DROP CONSTRAINT ${name}_week`);
}
