// After a publish: what is open is asked of the newest version again, and only what it answers
// otherwise is voided. Until an approval was looked at, its older version keeps it from being used.
import { sql } from "drizzle-orm";
import { z } from "zod";
import { command } from "../access/command";
import type { Decision } from "../policy/model";
import { askAgain } from "./ask-again";
import type { ApprovalDeps } from "./deps";
import { openQuestion } from "./hold-evaluation";
import { type State, termsSchema } from "./model";
import { settleAs, settledMeanwhile } from "./settle-by-system";
import { tellOutcome } from "./tell-outcome";

const AT_ONCE = 200;

type Open = {
  id: string;
  state: State;
  terms: string;
  evaluationId: string;
  request: Buffer | null;
  groupsTrusted: boolean;
};

/** Looks at those that an older version was the last to ask; at one of them, or at any. */
export async function followPolicy(deps: ApprovalDeps, only?: string): Promise<number> {
  const { sql: query } = deps.pool;
  const open = await query<Open[]>`
    SELECT a.id, a.state, a.terms, a.evaluation_id AS "evaluationId", e.request,
           s.groups_trusted AS "groupsTrusted"
    FROM approval a JOIN evaluation e ON e.id = a.evaluation_id JOIN source s ON s.id = a.source_id
    WHERE a.state IN ('pending', 'approved')
      AND a.policy_version < (SELECT max(number) FROM policy_version)
      AND ${only === undefined ? query`true` : query`a.id = ${only}`}
    ORDER BY a.decide_until LIMIT ${AT_ONCE}`;
  if (open.length === 0) return 0;
  const { inForce, mayBeOld } = deps.decisions;
  await inForce.look();
  const enforced = inForce.current(mayBeOld);
  const { number } = enforced;
  for (const one of open) {
    if (one.request === null) continue;
    const request = openQuestion(deps.keys, one.evaluationId, one.request);
    const terms = termsSchema.parse(JSON.parse(one.terms));
    const { decision, same } = askAgain(enforced, request, { ...one, terms });
    if (stands(one.state, decision, same)) {
      await query`
        UPDATE approval SET policy_version = ${number}
        WHERE id = ${one.id} AND state IN ('pending', 'approved') AND policy_version < ${number}`;
    } else {
      await settleAs(voidApproval, deps.pool, {
        id: one.id,
        version: number,
        effect: decision.effect,
      });
    }
  }
  return open.length;
}

/**
 * A block or a quarantine is no change of the policy: it denies while it lasts. What was approved
 * stays so where nobody needs to ask any more.
 */
function stands(state: State, { effect, reason }: Decision, same: boolean): boolean {
  if (reason === "blocked" || reason === "tool_quarantined") return true;
  if (effect === "ask") return same;
  return effect === "allow" && state === "approved";
}

const voidApproval = command({
  action: "approval.voided",
  needs: null,
  input: z.object({ id: z.string(), version: z.number().int(), effect: z.string() }),
  run: async (tx, { id, version, effect }) => {
    const reason =
      effect === "ask"
        ? `Version ${version} of the policy asks other people.`
        : `Version ${version} of the policy answers ${effect}.`;
    const [gone] = await tx.execute(sql`
      UPDATE approval SET state = 'voided', settled_at = clock_timestamp(), reason = ${reason}
      WHERE id = ${id} AND state IN ('pending', 'approved') AND policy_version < ${version}
      RETURNING id`);
    if (!gone) throw settledMeanwhile();
    await tellOutcome(tx, id);
    return { reason };
  },
  audit: ({ id, version }, { reason }) => ({ subject: id, details: { version, reason } }),
});
