import { enforceRetention } from "../retention/enforce";
import type { RetentionKind } from "../retention/model";
import { setRetention } from "../retention/set-retention";
import { asOperator, nativeCall, type TestDeployment } from "./deployment";

export const DAY_MS = 24 * 3600 * 1000;
const running = new AbortController().signal;

export const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** So many native calls of one day. */
export function calls(days: number, n: number, more: Record<string, unknown> = {}) {
  return Array.from({ length: n }, (_, one) =>
    nativeCall(`d${days}-${one}`, { time: daysAgo(days), ...more }),
  );
}

/** One round of the worker's loop, as of `now` (UTC ms). */
export function enforceOnce({ pool, keys }: TestDeployment, now?: number) {
  return enforceRetention({ sql: pool.sql, keys }, running, now);
}

/** `version`: of the setting as it was read; 1 until it is changed. */
export function setDays({ pool }: TestDeployment, kind: RetentionKind, days: number, version = 1) {
  const reason = "agreed with the works council";
  return setRetention(asOperator(pool), { kind, days, version, reason, confirm: kind });
}

export async function countRows({ pool }: TestDeployment, table: string): Promise<number> {
  const [row] = await pool.sql<{ n: number }[]>`
    SELECT count(*)::int AS n FROM ${pool.sql(table)}`;
  return row?.n ?? 0;
}
