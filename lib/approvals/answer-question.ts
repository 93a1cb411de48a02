// A gateway's question where approvals count: what is held gets an offer, what was approved or
// granted may run.
import { type AboutApproval, answerOf, type DecisionAnswer } from "../decisions/authzen";
import {
  type Asker,
  decide,
  evaluateCounted,
  type Judge,
  type Question,
} from "../decisions/decide";
import { isJsonObject } from "../calls/adapters/json-values";
import { memberOf, textMember } from "../policy/member-of";
import type { Decision } from "../policy/model";
import type { EvaluationRequest, Read } from "../policy/request";
import { digestMac } from "./binding";
import type { ApprovalDeps } from "./deps";
import { approvalOfHandle, handleOf } from "./handle";
import { holdEvaluation } from "./hold-evaluation";
import { redeem } from "./redeem";
import { REFUSAL_WORDS } from "./refusals";
import { spendGrant } from "./spend-grant";

/**
 * Decides and records, as `decide`. A question that carries an approval (`context.approval.id`)
 * redeems it or is denied; the handle is no part of what the rules look at. One that is not exact is
 * decided, and neither held nor redeemed: its digest could be that of another call.
 */
export async function answerQuestion(
  deps: ApprovalDeps,
  asker: Asker,
  { value: asked, isExact }: Read<EvaluationRequest>,
  redeems?: string,
): Promise<DecisionAnswer> {
  const handle = redeems ?? handleIn(asked);
  let about: AboutApproval = {};
  const judge: Judge = async (decisions, question) => {
    if (handle !== undefined) {
      const settled = await judgeApproved(deps, { ...question, isExact }, handle);
      about = settled.about;
      return settled.decision;
    }
    const decision = await evaluateCounted(decisions, question);
    if (decision.effect !== "ask" || asker.source.decisionMode === "monitor") return decision;
    if (isExact && (await spendGrant(deps, question, decision))) {
      return { ...decision, effect: "allow", reason: "approved" };
    }
    about = await offer(deps, { ...question, isExact }, decision);
    return decision;
  };
  const record = await decide(deps.decisions, asker, withoutHandle(asked), Date.now(), judge);
  return answerOf(record, record.reason === "unavailable" ? {} : about);
}

type ReadQuestion = Question & { isExact: boolean };
type Settled = { decision: Decision; about: AboutApproval };

async function judgeApproved(
  deps: ApprovalDeps,
  question: ReadQuestion,
  handle: string,
): Promise<Settled> {
  const mac = digestMac(deps.keys);
  const id = question.isExact ? approvalOfHandle(mac, handle) : null;
  const { decision, outcome } = await redeem(deps, question, id);
  if (outcome.kind === "redeemed") {
    const approval = { id: handle, approved_until: outcome.useUntil, public_id: outcome.id };
    return { decision: { ...decision, effect: "allow", reason: "approved" }, about: { approval } };
  }
  if (outcome.kind === "denied") return { decision, about: {} };
  const approval = {
    id: handle,
    problem: REFUSAL_WORDS[question.isExact ? outcome.why : "inexact"],
  };
  const held = decision.effect === "ask" ? await offer(deps, question, decision) : {};
  // What the policy allows anyway is denied too: who presents an approval wants it to count.
  const refused: Decision = { ...decision, reason: "approval_required" };
  if (decision.effect === "allow") refused.effect = "deny";
  return { decision: refused, about: { ...held, approval } };
}

async function offer(
  deps: ApprovalDeps,
  question: ReadQuestion,
  decision: Decision,
): Promise<AboutApproval> {
  if (!question.isExact) return { approval: { id: "", problem: REFUSAL_WORDS.inexact } };
  const held = await holdEvaluation(deps, question, decision);
  return {
    evaluation_id: held.evaluationId,
    evaluated_at: held.evaluatedAt,
    access_request: {
      endpoint: new URL("/access/v1/requests", deps.env.url).href,
      expires_at: held.expiresAt,
    },
  };
}

function handleIn({ context }: EvaluationRequest): string | undefined {
  const approval = memberOf(context, "approval");
  return isJsonObject(approval) ? textMember(approval, "id") : undefined;
}

function withoutHandle({ context, ...request }: EvaluationRequest): EvaluationRequest {
  if (context === undefined || !Object.hasOwn(context, "approval")) return { ...request, context };
  const { approval: _approval, ...others } = context;
  return { ...request, context: others };
}

/** For gateways without AuthZEN: by the approval's public id, which is a name and no secret. */
export function redeemById(
  deps: ApprovalDeps,
  asker: Asker,
  asked: Read<EvaluationRequest>,
  approvalId: string,
): Promise<DecisionAnswer> {
  return answerQuestion(deps, asker, asked, handleOf(digestMac(deps.keys), approvalId));
}
