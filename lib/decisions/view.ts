// A decision in the API and the console.
import { z } from "zod";
import { STATES } from "../approvals/model";
import { identitySchema } from "../calls/view";
import { EFFECTS, REASONS } from "../policy/model";

export const decisionView = z.object({
  id: z.string(),
  time: z.string(),
  source: z.object({ id: z.string(), name: z.string() }),
  caller: identitySchema.nullable(),
  client: z.string().nullable(),
  action: z.string(),
  /** Type and id, as they were asked for; a tool of a server is `tool:server/name`. */
  resource: z.string(),
  runAs: z.string().nullable(),
  effect: z.enum(EFFECTS),
  /** What enforcing would have answered, where the source only monitored. */
  would: z.enum(["ask", "deny"]).nullable(),
  reason: z.enum(REASONS),
  ruleIds: z.array(z.string()),
  /** The blocks that denied it. */
  blockIds: z.array(z.string()),
  /** 0 where nothing was published yet. */
  policyVersion: z.number().int(),
  /** Seconds. */
  retryAfter: z.number().int().nullable(),
  /** The gateway's own id of the request. */
  requestId: z.string().nullable(),
  /** The call that ran after it, where one named it. */
  call: z.object({ id: z.string(), outcome: z.string() }).nullable(),
  /** What people were asked because of it, or what it redeemed. */
  approval: z.object({ id: z.string(), state: z.enum(STATES) }).nullable(),
});
export type DecisionView = z.infer<typeof decisionView>;

export const decisionsPage = z.object({
  items: z.array(decisionView),
  next: z.string().nullable(),
  /** False where the caller that was asked for is nobody that is known here. */
  callerKnown: z.boolean(),
});
export type DecisionsPage = z.infer<typeof decisionsPage>;

/** What a list is narrowed to. */
export const ANSWERS = ["allow", "ask", "deny", "would"] as const;
export const decisionsQuery = z.strictObject({
  /** `would`: allowed only because the source monitors. */
  answer: z.enum(ANSWERS).optional(),
  reason: z.enum(REASONS).optional(),
  /** Public id of a source. */
  source: z.string().max(64).optional(),
  /** As in the query of calls: a name, e-mail or subject, person:SLUG, ISSUER|SUBJECT or `prn_…`. */
  caller: z.string().max(1_000).optional(),
  /** `server/tool`, a "/" inside a name as %2F; `*` is any run of characters. */
  tool: z.string().max(1_000).optional(),
  /** Only what this block denied. */
  block: z.string().max(64).optional(),
  cursor: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DecisionsQuery = z.infer<typeof decisionsQuery>;
