// The worker's part: what the clock has decided is written down and told; what was asked is forgotten.
import { sql } from "drizzle-orm";
import type postgres from "postgres";
import { z } from "zod";
import type { Pool } from "../../db/client";
import { command } from "../access/command";
import { KEEP_ARGUMENTS_DAYS } from "./model";
import { settleAs, settledMeanwhile } from "./settle-by-system";
import { tellOutcome } from "./tell-outcome";

const AT_ONCE = 100;

/** Returns how many expired. Any number of workers may call it. */
export async function expireApprovals(pool: Pool): Promise<number> {
  const due = await pool.sql<{ id: string }[]>`
    SELECT id FROM approval WHERE state IN ('pending', 'approved')
      AND approval_state(state, decide_until, use_until) = 'expired'
    ORDER BY decide_until LIMIT ${AT_ONCE}`;
  const done = await Promise.all(due.map(({ id }) => settleAs(expireApproval, pool, { id })));
  return done.filter(Boolean).length;
}

const expireApproval = command({
  action: "approval.expired",
  needs: null,
  input: z.object({ id: z.string() }),
  run: async (tx, { id }) => {
    const [before] = await tx.execute<{ state: string }>(sql`
      SELECT state FROM approval WHERE id = ${id} AND state IN ('pending', 'approved')
        AND approval_state(state, decide_until, use_until) = 'expired' FOR UPDATE SKIP LOCKED`);
    if (!before) throw settledMeanwhile();
    await tx.execute(sql`
      UPDATE approval SET state = 'expired', settled_at = clock_timestamp() WHERE id = ${id}`);
    await tellOutcome(tx, id);
    return before.state;
  },
  audit: ({ id }, state) => ({
    subject: id,
    details: { why: state === "pending" ? "nobody decided in time" : "it was not used in time" },
  }),
});

/** Arguments a week after the end, and questions that nobody asked an approval for. */
export async function pruneEvaluations(query: postgres.Sql): Promise<void> {
  await query`
    UPDATE evaluation e SET request = NULL FROM approval a
    WHERE a.evaluation_id = e.id AND e.request IS NOT NULL
      AND a.settled_at < now() - make_interval(days => ${KEEP_ARGUMENTS_DAYS})`;
  await query`
    DELETE FROM evaluation e WHERE expires_at < now() - interval '1 hour'
      AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.evaluation_id = e.id)`;
  await query`
    DELETE FROM approval_run WHERE occurred_at < now() - interval '400 days'`;
}
