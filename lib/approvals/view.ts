// Approvals in the API and the console.
import { z } from "zod";
import { OUTCOMES } from "../calls/model";
import { identitySchema } from "../calls/view";
import { RELATIONS, VERDICTS } from "../identity/model";

import { CHOICES, PROOFS, STATES, stepSchema, VOTE_KINDS, WIDER_SCOPES } from "./model";
import { EXCLUSIONS } from "./eligibility";
import { passkeyStandingSchema } from "./passkey-standing";
import { sentenceSchema } from "./sentence";

const person = z.object({ id: z.string(), name: z.string().nullable() });

export const approvalView = z.object({
  id: z.string(),
  /** By the clock of the database: one whose time is over is expired at once. */
  state: z.enum(STATES),
  sentence: sentenceSchema,
  source: z.object({ id: z.string(), name: z.string() }),
  caller: identitySchema.nullable(),
  client: z.string().nullable(),
  /** Null for what is no tool of a server. */
  server: z.string().nullable(),
  tool: z.string().nullable(),
  resource: z.string(),
  action: z.string(),
  /** Of its tool, whatever is done with it; null where nobody classified it, and for what is no tool. */
  risk: z.enum(["read", "write", "destructive"]).nullable(),
  /** Where the catalog shows its tool; null for what it does not know. */
  catalogTool: z.string().nullable(),
  runAs: z.string().nullable(),
  ranAs: identitySchema.nullable(),
  verdict: z.enum(VERDICTS),
  relation: z.enum(RELATIONS),
  requestedAt: z.string(),
  /** It denies itself then. */
  decideUntil: z.string(),
  approvedAt: z.string().nullable(),
  useUntil: z.string().nullable(),
  settledAt: z.string().nullable(),
  reason: z.string().nullable(),
  /** People who said yes, and how many it takes. */
  given: z.number().int(),
  needed: z.number().int(),
  breakGlass: z.boolean(),
  /** Broken glass that nobody has reviewed yet. */
  reviewOpen: z.boolean(),
  /** What the viewer said. */
  mine: z.enum(CHOICES).nullable(),
  /** Whether it is addressed to the viewer, or to somebody whose deputy they are. */
  toMe: z.boolean(),
  /** It was used, and no gateway has reported the call. */
  unreported: z.boolean(),
  /** The viewer was passed over and has not seen it yet. */
  passedOver: z.boolean(),
});
export type ApprovalView = z.infer<typeof approvalView>;

export const approvalsPage = z.object({
  items: z.array(approvalView),
  next: z.string().nullable(),
  /** Waiting for the viewer now, whatever the page shows. */
  waiting: z.number().int(),
  /** By the clock that decides: what is left of any time counts from here. */
  now: z.string(),
  /** Whether anything could be addressed to the viewer. */
  viewer: z.object({
    approver: z.boolean(),
    /** To a person of the directory. */
    linked: z.boolean(),
  }),
});
export type ApprovalsPage = z.infer<typeof approvalsPage>;

export const APPROVAL_TABS = ["mine", "groups", "decided", "expired", "all"] as const;
export const approvalsQuery = z.strictObject({
  /**
   * `mine`: waits for the viewer; `groups`: addressed to them and pending, also where they have
   * decided; `decided`: by anybody; `expired`; `all`.
   */
  tab: z.enum(APPROVAL_TABS).default("mine"),
  state: z.enum(STATES).optional(),
  /** Public id of a source. */
  source: z.string().max(64).optional(),
  /** Slug of a person, or `prn_…`. */
  caller: z.string().max(200).optional(),
  /** `server/tool`. */
  tool: z.string().max(1_000).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ApprovalsQuery = z.infer<typeof approvalsQuery>;

export const voteView = z.object({
  by: person,
  /** Whose deputy decided. */
  for: person.nullable(),
  choice: z.enum(CHOICES),
  kind: z.enum(VOTE_KINDS),
  reason: z.string().nullable(),
  proof: z.enum(PROOFS),
  at: z.string(),
  /** So many approvals had this one answer. */
  together: z.number().int(),
});

export const grantView = z.object({
  id: z.string(),
  approvalId: z.string(),
  sentence: sentenceSchema,
  scope: z.enum(WIDER_SCOPES),
  uses: z.number().int(),
  most: z.number().int(),
  grantedBy: z.string(),
  grantedAt: z.string(),
  endsAt: z.string(),
  lastUsedAt: z.string().nullable(),
  state: z.enum(["standing", "used_up", "ended", "revoked"]),
  revoked: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
});

const callSummary = z.object({
  id: z.string(),
  time: z.string(),
  outcome: z.enum(OUTCOMES),
  verdict: z.enum(VERDICTS),
  /**
   * What is not as it was approved: `caller`, `tool`, `arguments`, `ran_as`; `again` for one call more
   * than it let run. Empty where all is.
   */
  differs: z.array(z.string()),
});

/** What a yes is bound to beside names and arguments, as long as the question is kept. */
export const boundView = z.object({
  definitionSha256: z.string().nullable(),
  downstream: z.record(z.string(), z.unknown()).nullable(),
  /** What else rules could read of it; null where there is nothing. */
  more: z.record(z.string(), z.unknown()).nullable(),
  /** What else the gateway says around the call: shown, and not bound. */
  besides: z.record(z.string(), z.unknown()).nullable(),
  /** Shown, and not bound. */
  session: z.string().nullable(),
  /** Bytes of the arguments; null once they are gone. */
  argumentsBytes: z.number().int().nullable(),
});
export type BoundView = z.infer<typeof boundView>;

export const approvalDetail = approvalView.extend({
  ...boundView.shape,
  /** By the clock that decides. */
  now: z.string(),
  /** What the gateway gave for a reason; hostile text. */
  justification: z.string().nullable(),
  /** Why the identities relate as they do, rule by rule. */
  reasons: z.array(z.object({ rule: z.string(), text: z.string() })),
  rules: z.array(z.object({ id: z.string(), name: z.string().nullable() })),
  policyVersion: z.number().int(),
  steps: z.array(stepSchema.extend({ filled: z.number().int() })),
  decideSeconds: z.number().int(),
  useSeconds: z.number().int(),
  wider: z.array(z.enum(WIDER_SCOPES)),
  votes: z.array(voteView),
  /** What the yes is bound to, without the arguments; canonical JSON in hex of its keyed hash. */
  callDigest: z.string(),
  /** Whether the viewer may decide, and why not. */
  mayDecide: z.object({
    /** With a yes that would count. */
    able: z.boolean(),
    /** A no counts also where their group has decided. */
    deny: z.boolean(),
    /** Null where they are able. */
    why: z.string().nullable(),
    excluded: z.enum(EXCLUSIONS).nullable(),
    /** Members whose deputy the viewer is and for whom they could decide. */
    for: z.array(z.object({ memberId: z.string(), name: z.string() })),
    needsReason: z.boolean(),
    /** For a yes; a no never takes one. */
    passkey: passkeyStandingSchema,
  }),
  mayBreakGlass: z.boolean(),
  /** Always needed for that. */
  glassPasskey: passkeyStandingSchema,
  review: z.object({ at: z.string(), by: z.string(), text: z.string() }).nullable(),
  /** The decision that let the call run. */
  usedDecisionId: z.string().nullable(),
  calls: z.array(callSummary),
  /** What its yes covers beside the one call. */
  grants: z.array(grantView),
  mayRevoke: z.boolean(),
  mayReview: z.boolean(),
  /** Who may decide it and would be passed over, or was; empty where nobody breaks the glass. */
  goesPast: z.array(z.string()),
  /** Other members who have it on screen now. */
  looking: z.array(z.string()),
  history: z.object({
    /** Calls of this caller with this tool in the last 30 days. */
    calls: z.number().int(),
    lastAt: z.string().nullable(),
    approvals: z.array(
      z.object({
        id: z.string(),
        state: z.enum(STATES),
        at: z.string(),
        by: z.string().nullable(),
        /** The viewer decided it: what its arguments are compared with. */
        mine: z.boolean(),
      }),
    ),
  }),
});
export type ApprovalDetail = z.infer<typeof approvalDetail>;

export const approvalArguments = z.object({
  /** JSON as text; null where it is gone, or the call has none. */
  arguments: z.string().nullable(),
  masked: z.boolean(),
  /** What was masked: where, and by which rule. */
  redacted: z.array(z.object({ path: z.string(), rule: z.string() })),
});
export type ApprovalArguments = z.infer<typeof approvalArguments>;

export const grantsPage = z.object({ items: z.array(grantView), next: z.string().nullable() });
export type GrantView = z.infer<typeof grantView>;
