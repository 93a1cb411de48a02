import type postgres from "postgres";
import type { RetentionKind } from "../retention/model";

/** The tables that are partitioned by week, and by which kind of the retention each is removed. */
const RETENTION_OF = {
  call: "calls",
  gateway_event: "calls",
  payload: "payloads",
  payload_raw: "raw",
  decision: "decisions",
} as const satisfies Record<string, RetentionKind>;
type Table = keyof typeof RETENTION_OF;
const TABLES: readonly Table[] = ["call", "gateway_event", "payload", "payload_raw", "decision"];
export const WEEK_MS = 7 * 24 * 3600 * 1000;
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
 * Makes the missing partitions of these weeks, of at most `most` weeks; a week that is in `known`
 * afterwards has all of its own. A transaction each: one of hundreds would run out of locks.
 */
export async function ensurePartitions(
  sql: postgres.Sql,
  weeks: readonly number[],
  known: Set<number>,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  let made = 0;
  for (const week of weeks) {
    if (known.has(week)) continue;
    const state = await sql.begin(async (tx) => {
      await tx`SELECT pg_advisory_xact_lock(${PARTITION_LOCK})`;
      const missing = await missingTables(tx, week);
      if (missing.length === 0) return "present";
      if (made === most) return "missing";
      for (const table of missing) await makePartition(tx, table, week);
      return "made";
    });
    if (state === "made") made += 1;
    if (state !== "missing") known.add(week);
  }
}

async function missingTables(tx: postgres.TransactionSql, week: number): Promise<Table[]> {
  const names = TABLES.map((table) => nameOf(table, week));
  const rows = await tx<{ name: string }[]>`
    SELECT w.name FROM unnest(${names}::text[]) AS w(name)
    JOIN pg_inherits ON inhrelid = to_regclass(w.name)`;
  const present = new Set(rows.map(({ name }) => name));
  return TABLES.filter((table) => !present.has(nameOf(table, week)));
}

/**
 * Creates the table apart and attaches it, because CREATE … PARTITION OF would lock out every
 * reader and writer of the parent.
 */
async function makePartition(
  tx: postgres.TransactionSql,
  table: Table,
  week: number,
): Promise<void> {
  const from = new Date(week).toISOString();
  const to = new Date(week + WEEK_MS).toISOString();
  const name = nameOf(table, week);
  await tx.unsafe(`
    CREATE TABLE IF NOT EXISTS ${name} (
      LIKE ${table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED,
      CONSTRAINT ${name}_week CHECK (occurred_at >= '${from}' AND occurred_at < '${to}'))`);
  await tx.unsafe(
    `ALTER TABLE ${table} ATTACH PARTITION ${name} FOR VALUES FROM ('${from}') TO ('${to}')`,
  );
  await tx.unsafe(`ALTER TABLE ${name} DROP CONSTRAINT ${name}_week`);
}

/**
 * The partitions in which rows between the two times lie, for statements that must not offer the
 * planner a range of time: it would read the whole range instead of an index of its own.
 */
export async function partitionsBetween(
  tx: postgres.Sql | postgres.TransactionSql,
  table: Table,
  from: string,
  to: string,
): Promise<string[]> {
  const rows = await tx<{ name: string }[]>`
    SELECT inhrelid::regclass::text AS name FROM pg_inherits
    WHERE inhparent = to_regclass(${table})
      AND inhrelid::regclass::text BETWEEN ${nameOf(table, weekStart(Date.parse(from)))}
                                       AND ${nameOf(table, weekStart(Date.parse(to)))}
    ORDER BY 1`;
  return rows.map(({ name }) => name);
}

export type Partition = { table: Table; kind: RetentionKind; name: string; week: number };

/** Every partition there is, the oldest first. */
export async function listPartitions(
  sql: postgres.Sql | postgres.TransactionSql,
): Promise<Partition[]> {
  const rows = await sql<{ table: string; name: string; day: string }[]>`
    SELECT inhparent::regclass::text AS table, inhrelid::regclass::text AS name,
           right(inhrelid::regclass::text, 8) AS day
    FROM pg_inherits WHERE inhparent = ANY(${[...TABLES]}::text[]::regclass[]) ORDER BY day, name`;
  return rows.flatMap(({ table: parent, name, day }) => {
    const table = TABLES.find((one) => one === parent);
    const week = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`);
    return table === undefined ? [] : [{ table, kind: RETENTION_OF[table], name, week }];
  });
}

function nameOf(table: Table, week: number): string {
  return `${table}_${new Date(week).toISOString().slice(0, 10).replaceAll("-", "")}`;
}
