// From a gateway's question to its answer: the policy in force, limits that all processes share,
// monitoring, and the record of it.
import type postgres from "postgres";
import { isDatabaseAway } from "../database-away";
import { DomainError } from "../errors";
import { encodeName } from "../identity/glob";
import { actionName, readAsked } from "../policy/asked";
import { evaluate } from "../policy/evaluate";
import type { Enforced, InForce } from "../policy/in-force";
import { textMember } from "../policy/member-of";
import type { Decision } from "../policy/model";
import type { EvaluationRequest } from "../policy/request";
import { readResource } from "../policy/resource";
import type { Source } from "../sources/model";
import { findUnstorable } from "../unstorable-text";
import { withIssuer, withKnownProperties } from "./complete-request";
import { newDecisionId } from "./decision-id";
import type { DecisionRecorder } from "./decision-recorder";
import type { DecisionRecord } from "./model";
import { findUsedUp, useOf } from "./rule-use";

export type DecisionDeps = {
  sql: postgres.Sql;
  inForce: InForce;
  recorder: DecisionRecorder;
  /** For so long (milliseconds) the last policy that was seen answers without the database. */
  mayBeOld: number;
};

export type Asker = {
  source: Source;
  /** The gateway's own, where it sent one. */
  requestId: string | undefined;
};

export type Question = {
  /** Of the decision that is being made. */
  id: string;
  enforced: Enforced;
  asker: Asker;
  request: EvaluationRequest;
  now: number;
};

/** Answers a question by what is in force. */
export type Judge = (deps: DecisionDeps, question: Question) => Promise<Decision>;

/**
 * Decides and records. Never throws for a database that is away: the answer is then a deny with the
 * reason `unavailable`, which nothing records. Throws `invalid` for names that no text can hold.
 */
export async function decide(
  deps: DecisionDeps,
  asker: Asker,
  asked: EvaluationRequest,
  now = Date.now(),
  judge: Judge = evaluateCounted,
): Promise<DecisionRecord> {
  const request = withIssuer(asked, asker.source);
  refuseUnstorable(asker, request);
  const id = newDecisionId(now);
  try {
    const enforced = deps.inForce.current(deps.mayBeOld);
    const decision = await judge(deps, { id, enforced, asker, request, now });
    const record = recordOf(id, asker, request, decision, now);
    if (asker.source.decisionRecording === "durable") await deps.recorder.addDurably(record);
    else deps.recorder.add(record);
    return record;
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return recordOf(id, asker, request, UNAVAILABLE, now);
  }
}

const UNAVAILABLE: Decision = {
  effect: "deny",
  ruleIds: [],
  reason: "unavailable",
  policyVersion: null,
};

/** Counts the call for the limited rules that let it through; whoever is too late is judged again. */
export async function evaluateCounted(
  { sql }: DecisionDeps,
  { enforced, asker: { source }, request: stated, now }: Question,
): Promise<Decision> {
  const { index, limits, policy, facts: known } = enforced;
  const request = withKnownProperties(stated, policy);
  const counted = new Set<string>();
  const usedUp = new Set<string>();
  const facts = {
    ...known,
    groupsTrusted: source.groupsTrusted,
    callsMade: (counter: string) => (usedUp.has(counter) ? Number.POSITIVE_INFINITY : 0),
  };
  for (;;) {
    const decision = evaluate(index, request, facts, now);
    const limited = decision.ruleIds.flatMap((id) => {
      const limit = limits.get(id);
      return limit === undefined ? [] : [{ id, limit }];
    });
    if (decision.effect === "deny" || limited.length === 0) return decision;
    const asked = readAsked(request, facts);
    const uses = limited
      .map(({ id, limit }) => useOf(id, limit, asked, now))
      .filter(({ key }) => !counted.has(key));
    const late = uses.length === 0 ? uses : await findUsedUp(sql, uses);
    if (late.length === 0) return decision;
    for (const { key } of uses) counted.add(key);
    for (const { key } of late) usedUp.add(key);
  }
}

/** While the source monitors everything is allowed but what somebody blocked by hand. */
function recordOf(
  id: string,
  { source, requestId }: Asker,
  request: EvaluationRequest,
  decision: Decision,
  now: number,
): DecisionRecord {
  const { effect, reason, ruleIds, blockIds = [], retryAfter } = decision;
  const only = source.decisionMode === "monitor" && effect !== "allow" && reason !== "blocked";
  const { subject, action, resource, context } = request;
  const named = readResource(resource);
  return {
    id,
    at: now,
    sourceId: source.id,
    caller: { iss: textMember(subject.properties, "iss") ?? "", sub: subject.id },
    client: textMember(context, "agent"),
    action: actionName(action.name),
    tool:
      named.type === "tool" && named.server !== undefined
        ? { server: named.server, name: named.name }
        : undefined,
    resource: resourceName(resource),
    runAs: textMember(context, "runAs"),
    effect: only ? "allow" : effect,
    would: only ? effect : undefined,
    reason,
    ruleIds,
    blockIds,
    policyVersion: Number(decision.policyVersion ?? 0),
    retryAfter,
    requestId,
  };
}

/**
 * The selector of exactly this resource, wherever the question names its server. Without a server it
 * has no second part: a text stands for one resource alone.
 */
export function resourceName(resource: EvaluationRequest["resource"]): string {
  const { type, server, name } = readResource(resource);
  const kind = encodeName(type).replaceAll(":", "%3A");
  const parts = server === undefined || server === "" ? [name] : [server, name];
  return `${kind}:${parts.map(encodeName).join("/")}`;
}

/** What is recorded must be text that the database takes; arguments are not recorded. */
function refuseUnstorable(
  { requestId }: Asker,
  { subject, action, resource, context }: EvaluationRequest,
): void {
  const found = findUnstorable({
    subject: [subject.id, textMember(subject.properties, "iss")],
    action: action.name,
    resource: [resource.type, resource.id, textMember(resource.properties, "server")],
    context: [textMember(context, "agent"), textMember(context, "runAs")],
    requestId,
  });
  if (found !== null) throw new DomainError("invalid", `${found.path}: ${found.message}`);
}

function isUnavailable(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof DomainError && error.code === "unavailable");
}
