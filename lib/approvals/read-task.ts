// A gateway looks at what it asked for, or waits for it, or gives it up.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../access/command";
import type { Source } from "../sources/model";
import { ArapError } from "./arap-error";
import { digestMac } from "./binding";
import type { ApprovalDeps } from "./deps";
import { handleOf } from "./handle";
import { type TaskAnswer, taskOf, type TaskRow } from "./task-view";
import { tellOutcome } from "./tell-outcome";

/** Throws ArapError `unknown_task`, and `task_expired` with the task. */
export async function readTask(
  deps: ApprovalDeps,
  source: Source,
  id: string,
): Promise<TaskAnswer> {
  const [row] = await deps.pool.sql<TaskRow[]>`
    SELECT id, approval_state(state, decide_until, use_until) AS state,
           to_json(decide_until)#>>'{}' AS "decideUntil",
           to_json(approved_at)#>>'{}' AS "approvedAt", to_json(use_until)#>>'{}' AS "useUntil",
           CASE WHEN state IN ('denied', 'revoked', 'voided') THEN reason END AS reason
    FROM approval WHERE id = ${id} AND source_id = ${source.id}`;
  if (!row) throw new ArapError("unknown_task", "This source has no such request.");
  const answer = taskOf(row, deps.env.url.origin, handleOf(digestMac(deps.keys), id));
  if (row.state !== "expired") return answer;
  throw new ArapError("task_expired", answer.task.display?.title ?? "expired", answer.task);
}

/** Throws ArapError `unknown_task` and `invalid_task_state`. */
export async function cancelTask(
  deps: ApprovalDeps,
  source: Source,
  id: string,
  requestId: string,
): Promise<TaskAnswer> {
  const { task } = await readTask(deps, source, id);
  if (task.status !== "pending") throw notPending();
  const actor = { kind: "source", name: source.name } as const;
  await cancelApproval({ pool: deps.pool, actor, requestId }, { id, sourceId: source.id });
  return readTask(deps, source, id);
}

const cancelApproval = command({
  action: "approval.cancelled",
  needs: null,
  input: z.object({ id: z.string(), sourceId: z.number().int() }),
  run: async (tx, { id, sourceId }) => {
    const [gone] = await tx.execute(sql`
      UPDATE approval SET state = 'cancelled', settled_at = clock_timestamp()
      WHERE id = ${id} AND source_id = ${sourceId} AND state = 'pending'
        AND clock_timestamp() < decide_until RETURNING id`);
    if (!gone) throw notPending();
    await tellOutcome(tx, id);
  },
  audit: ({ id }) => ({ subject: id }),
});

function notPending(): ArapError {
  return new ArapError("invalid_task_state", "Only a request that waits can be cancelled.");
}
