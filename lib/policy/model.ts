// The policy document and a decision, as `permissions.md` describes them.
import { z } from "zod";
import { isJsonObject, type JsonObject } from "../calls/adapters/json-values";
import { requestSchema } from "./request";
import { approverProblem, selectorProblem, subjectProblem } from "./selector-problem";

/** Where a draft may go from each state; a save leads from `agreed` back to `open`. */
export const DRAFT_MOVES = {
  open: ["agreed", "published", "discarded"],
  agreed: ["open", "published", "discarded"],
  published: [],
  discarded: [],
} as const satisfies Record<string, readonly string[]>;
export type DraftState = keyof typeof DRAFT_MOVES;

export const EFFECTS = ["deny", "ask", "allow"] as const;
export type Effect = (typeof EFFECTS)[number];

export const REASONS = [
  "rule",
  "no_rule",
  "approval_required",
  "approved",
  "tool_quarantined",
  "rate_limited",
  "blocked",
  "unavailable",
] as const;
export type Reason = (typeof REASONS)[number];

/** Why a request was answered as it was. */
export type Decision = {
  effect: Effect;
  /** The rules that decided, each once, sorted. */
  ruleIds: string[];
  reason: Reason;
  policyVersion: string | null;
  /** The blocks that denied, each once, sorted; left out where none did. */
  blockIds?: string[];
  /** Seconds until a used up limit counts anew. */
  retryAfter?: number;
};

export const LIMIT_PERIODS = { second: 1, minute: 60, hour: 3600, day: 86_400 } as const;

/** What one document may hold; more is refused, not cut. */
export const POLICY_LIMITS = {
  bytes: 16 * 1024 * 1024,
  depth: 64,
  rules: 20_000,
  resources: 5_000,
} as const;

const checked = (problem: (text: string) => string | undefined) =>
  z
    .string()
    .max(1000)
    .superRefine((text, context) => {
      const message = problem(text);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });
const instant = z.iso.datetime({ offset: true });
const duration = z.string().regex(/^[1-9]\d{0,5}[smhd]$/, "must be a duration such as 15m or 2h");
const text = z.string().max(2000);
const subjects = z.array(checked(subjectProblem)).max(1000);

const conditionsSchema = z.strictObject({
  arguments: z.unknown().optional(),
  subject: z.unknown().optional(),
  resource: z.unknown().optional(),
  action: z.unknown().optional(),
  context: z.unknown().optional(),
  runAs: z.array(z.string().min(1).max(100)).min(1).max(20).optional(),
});
export type Conditions = z.infer<typeof conditionsSchema>;

const limitSchema = z.strictObject({
  calls: z.int().min(1),
  per: z.literal(["second", "minute", "hour", "day"]),
  by: z.enum(["caller", "client", "rule"]).default("caller"),
});
export type Limit = z.infer<typeof limitSchema>;

const approvalSchema = z.strictObject({
  steps: z
    .array(
      z.strictObject({
        from: z.array(checked(approverProblem)).min(1).max(100),
        count: z.int().min(1).max(100).default(1),
      }),
    )
    .min(1)
    .max(20),
  decideWithin: duration.optional(),
  useWithin: duration.optional(),
  /** What a yes may cover beside this one call; one call alone where it is left out. */
  wider: z
    .array(z.enum(["same_arguments", "tool_in_session"]))
    .max(2)
    .optional(),
});

export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[^|\p{C}]{1,100}$/u, 'must be 1 to 100 characters without "|"'),
  name: text.optional(),
  enabled: z.boolean().default(true),
  subjects: subjects.min(1),
  except: subjects.default([]),
  actions: z.array(z.string().min(1).max(200)).min(1).max(100).default(["tools/call"]),
  // A column of the matrix is one rule, over as many tools as it shows.
  resources: z.array(checked(selectorProblem)).min(1).max(POLICY_LIMITS.resources),
  effect: z.enum(EFFECTS),
  when: conditionsSchema.optional(),
  limit: limitSchema.optional(),
  approval: approvalSchema.optional(),
  from: instant.optional(),
  until: instant.optional(),
  owner: text.optional(),
  reason: text.optional(),
  origin: text.optional(),
});
export type Rule = z.infer<typeof ruleSchema>;

const testSchema = z.strictObject({
  name: text.min(1),
  request: requestSchema,
  expect: z.enum(EFFECTS),
});

/** What is known of a subject or resource beside the directory and the catalog. */
const entitySchema = z.strictObject({
  type: z.string().min(1).max(200),
  id: z.string().min(1).max(1000),
  properties: z.custom<JsonObject>(isJsonObject, "must be an object"),
});

export const policySchema = z.strictObject({
  $schema: text.optional(),
  about: text.optional(),
  rules: z.array(ruleSchema).max(POLICY_LIMITS.rules),
  /** A request's own properties come first; searches look through these. */
  entities: z.array(entitySchema).max(1000).default([]),
  tests: z.array(testSchema).max(POLICY_LIMITS.rules).default([]),
});
export type Policy = z.infer<typeof policySchema>;
