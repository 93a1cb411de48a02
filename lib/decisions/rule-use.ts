// Counts of what limited rules let through: one row for each window that all processes count up.
import { createHash } from "node:crypto";
import type postgres from "postgres";
import type { Asked } from "../policy/asked";
import { counterKey, limitWindow } from "../policy/limit-window";
import type { Limit } from "../policy/model";

/** One call of somebody under a rule's limit, in the window of now. */
export type Use = { key: string; counter: string; windowStart: string; most: number };

export function useOf(ruleId: string, limit: Limit, asked: Asked, now: number): Use {
  const key = counterKey(ruleId, limit, asked);
  return {
    key,
    counter: createHash("sha256").update(key).digest("hex"),
    windowStart: new Date(limitWindow(limit, now).start).toISOString(),
    most: limit.calls,
  };
}

/**
 * Counts one more for each that is not used up, and gives those that are. One statement: of two
 * processes that want the last one, one gets it.
 */
export async function findUsedUp(sql: postgres.Sql, uses: readonly Use[]): Promise<Use[]> {
  // In the order of the key, so that two processes never wait for each other in a circle.
  const counted = await sql<{ counter: string }[]>`
    WITH wanted AS (
      SELECT counter, "windowStart" AS window_start, most
      FROM json_to_recordset(${JSON.stringify(uses)}::text::json)
        AS w(counter text, "windowStart" timestamptz, most int)
    )
    INSERT INTO rule_use AS u (counter, window_start, n)
    SELECT counter, window_start, 1 FROM wanted ORDER BY counter, window_start
    ON CONFLICT (counter, window_start) DO UPDATE SET n = u.n + 1
      WHERE u.n < (SELECT most FROM wanted w WHERE w.counter = u.counter)
    RETURNING counter`;
  const done = new Set(counted.map(({ counter }) => counter));
  return uses.filter(({ counter }) => !done.has(counter));
}

/** Windows that are over can be forgotten: the longest is a day. */
export async function pruneUses(sql: postgres.Sql): Promise<void> {
  await sql`DELETE FROM rule_use WHERE window_start < now() - interval '2 days'`;
}
