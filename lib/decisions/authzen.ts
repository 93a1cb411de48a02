// The messages of the AuthZEN Authorization API 1.0 (openid.net/specs/authorization-api-1_0) besides
// the single question, which is lib/policy's. What we do not know is ignored, as the standard asks.
import { z } from "zod";
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { isExact } from "../calls/frames/exact-numbers";
import { type EvaluationRequest, type Read, requestSchema } from "../policy/request";
import type { DecisionRecord } from "./model";

/** Questions of one `evaluations` request. */
const MOST_EVALUATIONS = 1_000;

const object = z.custom<JsonObject>(isJsonObject, "must be an object");
const { subject, action, resource, context } = requestSchema.shape;

export const evaluationsSchema = z.object({
  subject: z.unknown().optional(),
  action: z.unknown().optional(),
  resource: z.unknown().optional(),
  context: z.unknown().optional(),
  options: z
    .object({
      evaluations_semantic: z
        .enum(["execute_all", "deny_on_first_deny", "permit_on_first_permit"])
        .optional(),
    })
    .optional(),
  evaluations: z.array(object).max(MOST_EVALUATIONS).optional(),
});

const page = z
  .object({ token: z.string().max(1_024).optional(), limit: z.int().min(1).optional() })
  .optional();

/** What is searched for needs no id; one that is given is ignored. */
export const searchSchemas = {
  subject: z.object({ subject: subject.omit({ id: true }), action, resource, context, page }),
  resource: z.object({ subject, action, resource: resource.omit({ id: true }), context, page }),
  action: z.object({ subject, resource, context, page }),
} as const;

/** One of many questions; what is wrong with it is its own answer, and not the request's. */
export type Item = Read<EvaluationRequest> | { problem: string };

type Many = z.output<typeof evaluationsSchema>;

/**
 * Null where there are none: the request is then a single question. `marked` is the same body with its
 * inexact numbers marked.
 */
export function itemsOf({ evaluations = [], ...above }: Many, marked: Many): Item[] | null {
  if (evaluations.length === 0) return null;
  const exactAbove = new Set(ENTITIES.filter((entity) => isExact(marked[entity])));
  return evaluations.map((own, n) => {
    // Whole entities take the place of those above; nothing is merged inside of them.
    const parsed = requestSchema.safeParse({ ...above, ...own });
    if (parsed.success) {
      const ownMarked = marked.evaluations?.[n];
      const exact = ENTITIES.every((entity) =>
        Object.hasOwn(own, entity) ? isExact(ownMarked?.[entity]) : exactAbove.has(entity),
      );
      return { value: parsed.data, isExact: exact };
    }
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.join(".")}: ${issue?.message}` };
  });
}

const ENTITIES = ["subject", "action", "resource", "context"] as const;

export const decisionSchema = z.object({
  decision: z.boolean(),
  context: z
    .object({
      /** Names the decision in the record: to be sent along with the call's event. */
      id: z.string(),
      reason: z.string(),
      ruleIds: z.array(z.string()),
      policyVersion: z.string().nullable(),
      /** Seconds. */
      retryAfter: z.int().optional(),
      /** What enforcing would have answered, where the source only monitors. */
      would: z.enum(["ask", "deny"]).optional(),
      /** Of a denial that can be turned into a request for approval (ARAP): the stored question. */
      evaluation_id: z.string().optional(),
      evaluated_at: z.string().optional(),
      access_request: z.object({ endpoint: z.string(), expires_at: z.string() }).optional(),
      /** The approval that was redeemed, or why it was not. */
      approval: z
        .object({
          id: z.string(),
          approved_until: z.string().optional(),
          /** Names it in the call's event; opens nothing. */
          public_id: z.string().optional(),
          problem: z.string().optional(),
        })
        .optional(),
    })
    .or(z.object({ error: z.object({ status: z.int(), message: z.string() }) }))
    .optional(),
});
export type DecisionAnswer = z.output<typeof decisionSchema>;

/** What an answer says of approvals. */
export type AboutApproval = Pick<
  Extract<NonNullable<DecisionAnswer["context"]>, { id: string }>,
  "evaluation_id" | "evaluated_at" | "access_request" | "approval"
>;

export function answerOf(record: DecisionRecord, about: AboutApproval = {}): DecisionAnswer {
  const { id, effect, reason, ruleIds, policyVersion, retryAfter, would } = record;
  return {
    decision: effect === "allow",
    context: {
      id,
      reason,
      ruleIds: [...ruleIds],
      policyVersion: policyVersion === 0 ? null : String(policyVersion),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(would !== undefined && { would }),
      ...about,
    },
  };
}
