// Counting what no rollup holds: newest first, in windows that grow and shrink with what they cost,
// so that there is an answer in time and it says how far it got.
import type postgres from "postgres";
import { codeOf } from "../../describe-error";
import type { Range } from "./counted-rows";

const FIRST_WIDTH_MS = 3_600_000;
const LEAST_WIDTH_MS = 1_000;
const MOST_WIDTH_MS = 366 * 86_400_000;
/** Windows that answer faster are made wider; every try gets at least as long. */
const FAST_MS = 40;

/**
 * Counts the windows of a finite range, newest first, for about `budgetMs`; at least one. `add` gets
 * each count once. Where it stopped (microseconds), or null once everything was counted.
 */
export async function countWindows<T extends object>(
  sql: postgres.Sql,
  range: Range,
  budgetMs: number,
  count: (tx: postgres.TransactionSql, window: Range) => Promise<T>,
  add: (counted: T) => void,
): Promise<number | null> {
  const started = performance.now();
  const { from } = range;
  let { to } = range;
  let widthMs = FIRST_WIDTH_MS;
  while (from < to) {
    const left = budgetMs - (performance.now() - started);
    if (left <= 0 && to < range.to) return to;
    const window = { from: Math.max(from, to - widthMs * 1000), to };
    const withinMs = widthMs <= LEAST_WIDTH_MS ? null : Math.max(left, FAST_MS);
    const began = performance.now();
    const counted = await within(sql, withinMs, (tx) => count(tx, window));
    if (counted === null) {
      widthMs = Math.max(LEAST_WIDTH_MS, Math.round(widthMs / 8));
      continue;
    }
    add(counted);
    to = window.from;
    if (performance.now() - began < FAST_MS) widthMs = Math.min(widthMs * 4, MOST_WIDTH_MS);
  }
  return null;
}

/** Null where it takes longer. */
async function within<T extends object>(
  sql: postgres.Sql,
  withinMs: number | null,
  count: (tx: postgres.TransactionSql) => Promise<T>,
): Promise<T | null> {
  const held: { counted?: T } = {};
  try {
    await sql.begin("read only", async (tx) => {
      if (withinMs !== null)
        await tx`SELECT set_config('statement_timeout', ${String(Math.ceil(withinMs))}, true)`;
      held.counted = await count(tx);
    });
    return held.counted ?? null;
  } catch (error) {
    if (codeOf(error) === "57014") return null;
    throw error;
  }
}
