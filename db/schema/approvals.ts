import { boolean, integer, pgTable, text } from "drizzle-orm/pg-core";
import type { Choice, Proof, State } from "../../lib/approvals/model";
import { bytea } from "./access";
import { instant } from "./directory";

export const approval = pgTable("approval", {
  id: text("id").primaryKey(),
  evaluationId: text("evaluation_id").notNull(),
  sourceId: integer("source_id").notNull(),
  idempotencyKey: text("idempotency_key"),
  bodySha256: bytea("body_sha256").notNull(),
  state: text("state").$type<State>().notNull().default("pending"),
  callDigest: bytea("call_digest").notNull(),
  policyVersion: integer("policy_version").notNull(),
  ruleIds: text("rule_ids").array().notNull(),
  terms: text("terms").notNull(),
  addressed: text("addressed").array().notNull(),
  callerId: integer("caller_id"),
  requesters: integer("requesters").array().notNull(),
  owners: integer("owners").array().notNull(),
  verdict: text("verdict").notNull(),
  relation: text("relation").notNull(),
  justification: text("justification"),
  requestedAt: instant("requested_at").notNull().defaultNow(),
  decideUntil: instant("decide_until").notNull(),
  approvedAt: instant("approved_at"),
  useUntil: instant("use_until"),
  settledAt: instant("settled_at"),
  reason: text("reason"),
  breakGlass: boolean("break_glass").notNull().default(false),
  reviewedAt: instant("reviewed_at"),
  reviewedBy: text("reviewed_by"),
  review: text("review"),
  usedAt: instant("used_at"),
  usedRequestId: text("used_request_id"),
  usedDecisionId: text("used_decision_id"),
  callbackChannel: text("callback_channel"),
  callbackState: text("callback_state"),
  callbackEvents: text("callback_events").array(),
});

export const approvalVote = pgTable("approval_vote", {
  approvalId: text("approval_id").notNull(),
  personId: integer("person_id").notNull(),
  memberId: text("member_id").notNull(),
  powerId: integer("power_id").notNull(),
  delegationId: text("delegation_id"),
  choice: text("choice").$type<Choice>().notNull(),
  kind: text("kind").$type<"step" | "break_glass">().notNull(),
  reason: text("reason"),
  proof: text("proof").$type<Proof>().notNull(),
  provedAt: instant("proved_at").notNull(),
  /** JSON (`passkeyEvidence`); null for a session. */
  evidence: text("evidence"),
  /** Shared by the votes that were one answer to several approvals. */
  selectionId: text("selection_id"),
  votedAt: instant("voted_at").notNull().defaultNow(),
});

export const approvalDelegation = pgTable("approval_delegation", {
  id: text("id").primaryKey(),
  fromMember: text("from_member").notNull(),
  toMember: text("to_member").notNull(),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  reason: text("reason").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  endedAt: instant("ended_at"),
});
