// What decided about a call, beside what the policy in force would say of it now.
import { z } from "zod";
import { decisionView } from "../decisions/view";
import { EFFECTS, REASONS } from "../policy/model";

/** A rule as a version has it; the name is null where the version has no such rule. */
const ruleRef = z.object({
  id: z.string(),
  name: z.string().nullable(),
  effect: z.enum(EFFECTS).nullable(),
});
export type RuleRef = z.infer<typeof ruleRef>;

const versionRef = z.object({
  /** 0 where nothing was published yet. */
  number: z.number().int(),
  author: z.string().nullable(),
  publishedAt: z.string().nullable(),
  reason: z.string().nullable(),
});

const answer = z.object({
  effect: z.enum(EFFECTS),
  reason: z.enum(REASONS),
  rules: z.array(ruleRef),
});

const CONDITION_PARTS = ["arguments", "runAs", "subject", "resource", "action", "context"] as const;

/** Why conditions on arguments were not tried. */
export const UNREAD = ["not_asked", "not_permitted", "none_sent", "removed"] as const;

const today = z.object({
  version: versionRef,
  /** Every answer that is possible, the strictest first; one where it is certain. */
  answers: z.array(answer).min(1),
  /** Rules that may apply or not, and what of them cannot be told. */
  undecided: z.array(z.object({ rule: ruleRef, parts: z.array(z.enum(CONDITION_PARTS)) })),
  /** Rules whose limits are not counted here. */
  limited: z.array(ruleRef),
  /** What was asked: the call's own facts, and the directory's groups of now. */
  asked: z.object({
    groups: z.array(z.string()).nullable(),
    client: z.string().nullable(),
    runAs: z.string().nullable(),
  }),
  /** Whether the call's arguments were looked at. */
  argumentsRead: z.boolean(),
  /** Why not; null where they were, or nothing asks for them. */
  unread: z.enum(UNREAD).nullable(),
  /** Places of arguments that were redacted before they were stored. */
  redacted: z.array(z.string()),
});
export type PolicyToday = z.infer<typeof today>;

export const callPolicySchema = z.object({
  decision: decisionView.extend({ rules: z.array(ruleRef), version: versionRef }).nullable(),
  /** Why there is none: the call names none, one that is not of here, or one that is not kept. */
  noDecision: z.enum(["none_named", "not_ours", "not_kept"]).nullable(),
  today: today.nullable(),
  /** Why it cannot be asked again. */
  noToday: z.enum(["no_caller", "no_tool"]).nullable(),
});
export type CallPolicy = z.infer<typeof callPolicySchema>;
