// Principals, the directory as the judge reads it, and what a judgement is made of.
import { z } from "zod";
import type { CallerEvidence, DownstreamEvidence } from "../calls/model";

export const principalRefSchema = z.object({ iss: z.string().min(1), sub: z.string().min(1) });
/** An identity as an issuer names it. E-mail is never an identifier. */
export type PrincipalRef = z.infer<typeof principalRefSchema>;

export const RELATIONS = [
  "same_person",
  "delegated",
  "impersonated",
  "service",
  "other_person",
  "unknown",
  "none",
] as const;
export type Relation = (typeof RELATIONS)[number];

/** In order of precedence: the first that fits wins (`verdicts.md`). */
export const VERDICTS = [
  "contradicted",
  "not_run",
  "unattributed",
  "mismatch",
  "unknown",
  "sanctioned",
  "claimed",
  "match",
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const SEVERITIES = ["none", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Position is the bit in `call.flags`: append only, never reorder. */
export const FLAGS = [
  "inbound_audience_mismatch",
  "token_passthrough",
  "audience_mismatch",
  "client_mismatch",
  "consent_mismatch",
  "actor_untrusted",
  "scope_escalation",
  "tenant_crossed",
  "caller_expired",
  "revoked_before_call",
  "undeclared_service",
  "no_downstream_evidence",
  "subject_unlinked",
  "caller_unlinked",
  "audience_multiple",
  "audience_normalized",
  "actor_missing",
  "sender_constraint_dropped",
  "downstream_unverified",
  "long_lived_credential",
  "caller_absent",
  "caller_unverified",
] as const;
export type Flag = (typeof FLAGS)[number];

/** Written later by the worker from history; position is the bit in `call.observed_flags`. */
export const OBSERVED_FLAGS = [
  "shared_credential",
  "session_shared",
  "first_seen",
  "tool_definition_changed",
  "executed_after_deny",
  "approval_missing",
  "approval_differs",
  "static_client_no_consent",
] as const;
export type ObservedFlag = (typeof OBSERVED_FLAGS)[number];

/** Flags that have their bit, and that nothing finds: they are not offered, and refused by name. */
export const UNFOUND_FLAGS = [
  "first_seen",
  "tool_definition_changed",
  "static_client_no_consent",
] as const satisfies readonly ObservedFlag[];

const unfound: readonly ObservedFlag[] = UNFOUND_FLAGS;
/** The observed flags that a call can have. */
export const FOUND_FLAGS = OBSERVED_FLAGS.filter((flag) => !unfound.includes(flag));

export const RISKS = ["read", "write", "destructive"] as const;
export type Risk = (typeof RISKS)[number];

const instant = z.iso.datetime({ offset: true });

export const sanctionSchema = z.object({
  /** A principal, a whole person, or a credential by id or SHA-256. */
  ranAs: z.union([
    principalRefSchema,
    z.object({ person: z.string().min(1) }),
    z.object({ credential: z.string().min(1) }),
  ]),
  tools: z.array(z.string()).min(1),
  callers: z.array(z.string()).min(1),
  owner: z.string().min(1),
  reason: z.string().min(1),
  ticket: z.string().optional(),
  from: instant,
  until: instant,
});
export type Sanction = z.infer<typeof sanctionSchema>;

export const directorySchema = z.object({
  persons: z
    .array(
      z.object({
        id: z.string().min(1),
        name: z.string().optional(),
        principals: z.array(principalRefSchema),
      }),
    )
    .default([]),
  /** Group name -> person ids. */
  groups: z.record(z.string(), z.array(z.string())).default({}),
  services: z.array(principalRefSchema).default([]),
  trustedActors: z.array(principalRefSchema).default([]),
  gateways: z
    .array(
      z.object({
        source: z.string(),
        resource: z.string().optional(),
        /** Issuer of principals whose record names none. */
        issuer: z.string().optional(),
        callerCeiling: z.enum(["validated", "asserted", "absent"]).optional(),
        downstreamCeiling: z.enum(["validated", "observed", "configured", "absent"]).optional(),
        groupsTrusted: z.boolean().optional(),
        evidenceProvider: z.boolean().optional(),
      }),
    )
    .default([]),
  servers: z
    .array(
      z.object({
        name: z.string(),
        resource: z.string().optional(),
        /** How an admin says that this server signs in. `as: "caller"` is the caller's own account. */
        configured: z
          .object({
            as: z.literal("caller").optional(),
            iss: z.string().optional(),
            sub: z.string().optional(),
            kind: z.string().optional(),
          })
          .optional(),
        scopeCeiling: z.array(z.string()).optional(),
        lifetimeLimitHours: z.number().positive().optional(),
        staticClient: z.string().optional(),
      }),
    )
    .default([]),
  tools: z
    .array(z.object({ server: z.string(), name: z.string(), risk: z.enum(RISKS).optional() }))
    .default([]),
  sanctions: z.array(sanctionSchema).default([]),
  revocations: z.array(principalRefSchema.extend({ at: instant })).default([]),
});
/** Everything the judge knows beside the record (`verdicts.md`, "The directory"). */
export type Directory = z.infer<typeof directorySchema>;

/** A statement of somebody other than the gateway about the downstream identity of one call. */
export type IndependentEvidence = {
  kind: "token.mint" | "downstream.observed";
  source: string;
  iss?: string | undefined;
  sub?: string | undefined;
};

export type Reason = { rule: string; text: string };

/** What `judge` concludes about one call. */
export type Judgement = {
  relation: Relation;
  verdict: Verdict;
  flags: Flag[];
  /** Grade of the downstream identity, after ceilings and independent evidence. */
  evidence: DownstreamEvidence;
  callerEvidence: CallerEvidence;
  severity: Severity;
  reasons: Reason[];
};
