// The removal of one week of a kind: leaves kept, what hangs on it gone, the event sealed and the
// partitions dropped, in one transaction. Killed in the middle, nothing has happened.
import type postgres from "postgres";
import { listPartitions, type Partition, WEEK_MS } from "../calls/partitions";
import { codeOf } from "../describe-error";
import { lockHead } from "../ledger/sequence";
import type { Keys } from "../secrets/keys";
import { hasNewLeaves, keepLeaves } from "./keep-leaves";
import { type RetentionKind, RETENTION_KINDS } from "./model";
import { readRule } from "./read-days";
import { readRecentImports } from "./recent-imports";
import { removeAttached } from "./remove-attached";
import { sealRemoval } from "./seal-removal";

export type RemoveDeps = { sql: postgres.Sql; keys: Keys };

/** `waits`: somebody reads or writes the week, or a batch of it has no place yet; try again later. */
export type Removed = "removed" | "gone" | "waits";

/** Removes the week that starts at `week` (UTC ms) if the rule of now says so. Any worker may call it. */
export async function removeWeek(
  { sql, keys }: RemoveDeps,
  kind: RetentionKind,
  week: number,
  now = Date.now(),
): Promise<Removed> {
  try {
    await sql.begin(async (tx) => {
      await tx`SET LOCAL statement_timeout = '15min'`;
      const before = await partitionsOf(tx, kind, week);
      // The long part first, while sequencing and everybody else go on; what comes after it is little.
      const kept = kind === "calls" ? await keepLeaves(tx, sealedTables(before)) : 0;
      // Nobody counts, sequences or judges the week's calls meanwhile.
      if (kind === "calls") await lockHead(tx);
      const rule = await lockRule(tx, kind);
      const partitions = await partitionsOf(tx, kind, week);
      if (partitions.length === 0 || week + WEEK_MS > now - rule.days * DAY_MS) {
        throw new Undone("gone");
      }
      if (rule.by === null && (await readRecentImports(tx, rule.days, now)).weeks.has(week)) {
        throw new Undone("gone");
      }
      await remove(tx, keys, { kind, week, partitions, kept, ...rule });
    });
    return "removed";
  } catch (error) {
    if (error instanceof Undone) return error.outcome;
    const code = codeOf(error) ?? "";
    if (code === UNDEFINED_TABLE) return "gone";
    if (PASSING.has(code)) return "waits";
    throw error;
  }
}

/** Takes back what the transaction has done, kept leaves included. */
class Undone extends Error {
  constructor(readonly outcome: Removed) {
    super(outcome);
  }
}

type Due = {
  kind: RetentionKind;
  week: number;
  partitions: readonly Partition[];
  /** Leaves that were kept before others were held up. */
  kept: number;
  days: number;
  by: string | null;
};

async function remove(tx: postgres.TransactionSql, keys: Keys, due: Due): Promise<void> {
  const { kind, week, partitions } = due;
  const names = partitions.map(({ name }) => name);
  const from = new Date(week).toISOString();
  const to = new Date(week + WEEK_MS).toISOString();
  // Holds up writers of so old a week alone, who are few. PostgreSQL's own vacuum gives way after 1 s.
  await tx`SET LOCAL lock_timeout = '3s'`;
  await tx.unsafe(`LOCK TABLE ${names.join(", ")} IN SHARE ROW EXCLUSIVE MODE`);
  const [unsequenced] = await tx`
    SELECT 1 FROM seal_pending WHERE from_time < ${to}::timestamptz
      AND to_time >= ${from}::timestamptz LIMIT 1`;
  if (unsequenced) throw new Undone("waits");
  let { kept } = due;
  if (kind === "calls") {
    const sealed = sealedTables(partitions);
    if (await hasNewLeaves(tx, sealed)) kept += await keepLeaves(tx, sealed);
    await removeAttached(tx, { from, to });
  }
  const sizes = await measure(tx, due, kept);
  await sealRemoval(tx, keys, {
    type: "retention.removed",
    kind,
    message: sentence(due, sizes.calls),
    from,
    to,
    days: due.days,
    by: due.by,
    ...sizes,
  });
  // Everybody waits behind this one, so no longer than half a second.
  await tx`SET LOCAL lock_timeout = '500ms'`;
  await tx.unsafe(`DROP TABLE ${names.join(", ")}`);
}

/** With a week's calls goes everything that is left of it. */
async function partitionsOf(tx: postgres.TransactionSql, kind: RetentionKind, week: number) {
  const all = await listPartitions(tx);
  return all.filter((one) => one.week === week && (kind === "calls" || one.kind === kind));
}

function sealedTables(partitions: readonly Partition[]): string[] {
  return partitions
    .filter(({ table }) => table === "call" || table === "gateway_event")
    .map(({ name }) => name);
}

async function lockRule(tx: postgres.TransactionSql, kind: RetentionKind) {
  await tx`SELECT FROM retention WHERE kind = ${kind} FOR SHARE`;
  return readRule(tx, kind);
}

/** Calls are what has a leaf and is no other event; of payloads, the records themselves are counted. */
async function measure(tx: postgres.TransactionSql, { kind, partitions }: Due, kept: number) {
  let [records, events, bytes] = [0, 0, 0];
  for (const { table, name } of partitions) {
    const isCounted = kind !== "calls" || table === "gateway_event";
    const [row] = await tx<{ n: number; bytes: number }[]>`
      SELECT ${isCounted ? tx`(SELECT count(*) FROM ${tx(name)})` : tx`0`}::float8 AS n,
             pg_total_relation_size(${name}::text::regclass)::float8 AS bytes`;
    bytes += row?.bytes ?? 0;
    if (table === "gateway_event") events += row?.n ?? 0;
    else records += row?.n ?? 0;
  }
  return { calls: kind === "calls" ? kept - events : records, events, bytes };
}

function sentence({ kind, week, days, by }: Due, calls: number): string {
  const first = new Date(week).toISOString().slice(0, 10);
  const last = new Date(week + WEEK_MS - 1).toISOString().slice(0, 10);
  const what = RETENTION_KINDS[kind].title.toLowerCase();
  const whose = by === null ? "the rule that came with the product" : `the rule of ${by}`;
  return `Removed the ${what} of ${first} to ${last} (${calls.toLocaleString("en")} records): kept ${days} days by ${whose}.`;
}

const DAY_MS = 24 * 3600 * 1000;
/** Another worker dropped it while this one waited for it. */
const UNDEFINED_TABLE = "42P01";
/** A lock was not to be had in time, or PostgreSQL ended a deadlock. */
const PASSING: ReadonlySet<string> = new Set(["55P03", "40P01"]);
