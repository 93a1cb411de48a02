// The call runs: everything that can have changed is looked at again, then one conditional UPDATE.
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../../db/client";
import { command } from "../access/command";
import { withKnownProperties } from "../decisions/complete-request";
import type { Question } from "../decisions/decide";
import { evaluate } from "../policy/evaluate";
import type { Decision } from "../policy/model";
import { callDigest, digestMac } from "./binding";
import type { ApprovalDeps } from "./deps";
import { followPolicy } from "./follow-policy";
import { REPEAT_SECONDS, type State, type Terms, termsSchema } from "./model";
import type { Refusal } from "./refusals";
import { CALLER_REVOKED, stillEntitled } from "./still-entitled";
import { stepsText, termsOf } from "./terms";

export type Outcome =
  | { kind: "redeemed"; id: string; useUntil: string }
  /** By the policy as it is now; the approval stays what it is. */
  | { kind: "denied" }
  | { kind: "refused"; why: Refusal };

const TRIES = 3;

/**
 * Redeems at most once. Another digest neither redeems nor burns; the same request id gets the same
 * answer for a minute. The decision is what the policy says now, whatever the approval.
 */
export async function redeem(
  deps: ApprovalDeps,
  question: Question,
  id: string | null,
): Promise<{ decision: Decision; outcome: Outcome }> {
  const { inForce, mayBeOld } = deps.decisions;
  for (let attempt = 1; ; attempt += 1) {
    await inForce.look();
    const { index, policy, number, facts: known } = inForce.current(mayBeOld);
    const request = withKnownProperties(question.request, policy);
    // A limit counted the call when it was held.
    const facts = {
      ...known,
      groupsTrusted: question.asker.source.groupsTrusted,
      callsMade: () => 0,
    };
    const decision = evaluate(index, request, facts, Date.now());
    if (decision.effect === "deny") return { decision, outcome: { kind: "denied" } };
    // Other facts than when it was held may ask other people: their yes is not there.
    const asks = decision.effect === "ask" ? stepsText(termsOf(policy, decision.ruleIds)) : null;
    const outcome = await tryOnce(deps, question, id, { version: number, asks });
    if (outcome !== "moved") return { decision, outcome };
    if (attempt === TRIES) return { decision, outcome: { kind: "refused", why: "moving" } };
    if (id !== null) await followPolicy(deps, id);
  }
}

/** Leaves the transaction without a trace. */
class NotRedeemed extends Error {
  readonly outcome: Outcome | "moved";
  constructor(outcome: Outcome | "moved") {
    super("not redeemed");
    this.outcome = outcome;
  }
}

async function tryOnce(
  deps: ApprovalDeps,
  { id: decisionId, asker, request }: Question,
  id: string | null,
  current: { version: number; asks: string | null },
): Promise<Outcome | "moved"> {
  if (id === null) return { kind: "refused", why: "unknown" };
  const { source, requestId } = asker;
  const digest = callDigest(digestMac(deps.keys), request, source.publicId).toString("hex");
  const context = { pool: deps.pool, actor: { kind: "source", name: source.name } as const };
  try {
    return await redeemApproval(
      { ...context, ...(requestId !== undefined && { requestId }) },
      {
        id,
        digest,
        ...current,
        sourceId: source.id,
        decisionId,
        requestId: requestId ?? null,
      },
    );
  } catch (error) {
    if (error instanceof NotRedeemed) return error.outcome;
    throw error;
  }
}

const redeemApproval = command({
  action: "approval.redeemed",
  needs: null,
  input: z.object({
    id: z.string(),
    digest: z.string(),
    version: z.number().int(),
    /** Whom it asks by now (`stepsText`); null where it asks nobody any more. */
    asks: z.string().nullable(),
    sourceId: z.number().int(),
    decisionId: z.string(),
    requestId: z.string().nullable(),
  }),
  run: async (tx, input): Promise<Extract<Outcome, { kind: "redeemed" }>> => {
    const { id, digest, version, asks, sourceId, decisionId, requestId } = input;
    const held = await lock(tx, input);
    if (!held || held.sourceId !== sourceId) throw refused("unknown");
    if (held.state === "used" && held.isRepeat && held.sameCall) {
      throw new NotRedeemed({ kind: "redeemed", id, useUntil: held.useUntil ?? "" });
    }
    if (held.state !== "approved") throw refused(held.state);
    if (!held.sameCall) throw refused("differs");
    // What a publish changed is followed first, and may void it.
    if (held.version !== version) throw new NotRedeemed("moved");
    if (asks !== null && !held.breakGlass && asks !== stepsText(termsIn(held))) {
      throw refused("asks_others");
    }
    if (held.isRevoked) throw refused("requester_revoked");
    if (!(await stillEntitled(tx, held))) throw refused("not_entitled");
    const [used] = await tx.execute<{ useUntil: string }>(sql`
      UPDATE approval SET state = 'used', used_at = clock_timestamp(),
        settled_at = clock_timestamp(), used_request_id = ${requestId},
        used_decision_id = ${decisionId}
      WHERE id = ${id} AND state = 'approved' AND call_digest = decode(${digest}, 'hex')
        AND source_id = ${sourceId} AND clock_timestamp() < use_until
        AND policy_version = ${version}
        AND policy_version = (SELECT max(number) FROM policy_version)
      RETURNING to_json(use_until)#>>'{}' AS "useUntil"`);
    // All else was looked at under the lock: the version moved, or the clock went on.
    if (!used) throw new NotRedeemed("moved");
    return { kind: "redeemed", id, useUntil: used.useUntil };
  },
  audit: ({ id, decisionId }) => ({ subject: id, details: { decision: decisionId } }),
});

function termsIn({ terms }: Locked): Terms {
  return termsSchema.parse(JSON.parse(terms));
}

function refused(why: Refusal): NotRedeemed {
  return new NotRedeemed({ kind: "refused", why });
}

type Locked = {
  id: string;
  sourceId: number;
  state: State;
  terms: string;
  breakGlass: boolean;
  version: number;
  sameCall: boolean;
  isRepeat: boolean;
  isRevoked: boolean;
  useUntil: string | null;
};

async function lock(
  tx: Db,
  { id, digest, requestId }: { id: string; digest: string; requestId: string | null },
): Promise<Locked | undefined> {
  const [held] = await tx.execute<Locked>(sql`
    SELECT a.id, a.source_id AS "sourceId", a.terms, a.break_glass AS "breakGlass",
           a.policy_version AS version,
           approval_state(a.state, a.decide_until, a.use_until) AS state,
           a.call_digest = decode(${digest}, 'hex') AS "sameCall",
           coalesce(a.used_request_id = ${requestId}::text AND clock_timestamp() < a.used_at
             + make_interval(secs => ${REPEAT_SECONDS}), false) AS "isRepeat",
           ${CALLER_REVOKED} AS "isRevoked",
           to_json(a.use_until)#>>'{}' AS "useUntil"
    FROM approval a WHERE a.id = ${id} FOR UPDATE`);
  return held;
}
