// The call record: what every adapter produces and everything after it reads.
import { z } from "zod";

export const EVENT_TYPES = [
  "tool.call",
  "resource.read",
  "prompt.get",
  "tools.list",
  "session.start",
  "session.end",
  "token.mint",
  "downstream.observed",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** The event types that are calls: they get a verdict and a row in `call`. */
export const CALL_TYPES = ["tool.call", "resource.read", "prompt.get"] as const;
export type CallType = (typeof CALL_TYPES)[number];

export const CALLER_EVIDENCE = ["validated", "asserted", "absent"] as const;
export type CallerEvidence = (typeof CALLER_EVIDENCE)[number];

export const DOWNSTREAM_EVIDENCE = ["validated", "observed", "configured", "absent"] as const;
export type DownstreamEvidence = (typeof DOWNSTREAM_EVIDENCE)[number];

export const DOWNSTREAM_KINDS = [
  "user_token",
  "exchanged_token",
  "capability_token",
  "client_credentials",
  "api_key",
  "workload",
  "passthrough",
  "none",
] as const;
export type DownstreamKind = (typeof DOWNSTREAM_KINDS)[number];

export const OUTCOMES = ["ok", "error", "denied", "timeout", "unknown"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const DECISIONS = ["allow", "deny", "ask"] as const;
export type DecisionEffect = (typeof DECISIONS)[number];

const text = z.string().min(1);
const stringList = z.union([z.array(z.string()), z.string().transform((one) => [one])]);

/** RFC 8693 actor; only the outermost one is read, deeper ones stay in the raw record. */
export const actorSchema = z.object({ iss: text.optional(), sub: text.optional() });

export const tokenFactsSchema = z.object({
  aud: stringList.optional(),
  clientId: text.optional(),
  jti: text.optional(),
  sha256: text.optional(),
  scopes: stringList.optional(),
  /** Seconds since the epoch, as in a JWT. */
  iat: z.number().optional(),
  exp: z.number().optional(),
  act: actorSchema.optional(),
  cnf: text.optional(),
});
export type TokenFacts = z.infer<typeof tokenFactsSchema>;

export const callerSchema = z.object({
  evidence: z.enum(CALLER_EVIDENCE).optional(),
  iss: text.optional(),
  sub: text.optional(),
  email: text.optional(),
  name: text.optional(),
  groups: z.array(z.string()).optional(),
  tenant: text.optional(),
  token: tokenFactsSchema.optional(),
});

export const downstreamSchema = z.object({
  evidence: z.enum(DOWNSTREAM_EVIDENCE).optional(),
  kind: z.enum(DOWNSTREAM_KINDS).optional(),
  iss: text.optional(),
  sub: text.optional(),
  account: text.optional(),
  tenant: text.optional(),
  token: tokenFactsSchema.optional(),
  credential: z.object({ id: text.optional(), owner: text.optional() }).optional(),
  obtainedBy: text.optional(),
});
export type Downstream = z.infer<typeof downstreamSchema>;

export const callRecordSchema = z.object({
  id: z.string().min(1).max(128),
  type: z.enum(EVENT_TYPES),
  /** RFC 3339, when the call was made. */
  time: z.iso.datetime({ offset: true }),
  /** Set when the gateway's record had no time of its own. */
  timeFrom: z.literal("received").optional(),
  seq: z.number().int().nonnegative().optional(),
  caller: callerSchema.optional(),
  client: z
    .object({
      id: text.optional(),
      name: text.optional(),
      version: text.optional(),
      registration: z.enum(["static", "dynamic", "cimd"]).optional(),
      workload: text.optional(),
    })
    .optional(),
  session: z.object({ id: text.optional() }).optional(),
  server: z.object({ name: text.optional(), resource: text.optional() }).optional(),
  tool: z
    .object({
      name: text.optional(),
      arguments: z.unknown().optional(),
      definitionSha256: text.optional(),
    })
    .optional(),
  /** Of a `tools.list`, whose `result` is MCP's tools/list result. */
  list: z
    .object({
      /** The cursor that was asked with; absent for the first page. */
      cursor: text.optional(),
      /** Whether the gateway leaves out tools that this caller may not use. */
      filtered: z.boolean().optional(),
    })
    .optional(),
  downstream: downstreamSchema.optional(),
  consent: z
    .object({ id: text.optional(), clientId: text.optional(), at: text.optional() })
    .optional(),
  authorization: z
    .object({
      decision: z.enum(DECISIONS).optional(),
      decisionId: text.optional(),
      policyVersion: text.optional(),
      ruleId: text.optional(),
      reason: text.optional(),
    })
    .optional(),
  approval: z.object({ id: text.optional() }).optional(),
  outcome: z
    .object({
      status: z.enum(OUTCOMES).optional(),
      code: text.optional(),
      message: text.optional(),
      durationMs: z.number().nonnegative().optional(),
    })
    .optional(),
  result: z.unknown().optional(),
  network: z.object({ clientIp: text.optional(), userAgent: text.optional() }).optional(),
  trace: z
    .object({
      traceId: text.optional(),
      spanId: text.optional(),
      txn: text.optional(),
      requestId: text.optional(),
    })
    .optional(),
  labels: z.record(z.string(), z.string()).optional(),
});

/** One gateway record in our own words (`events.md`). What is missing stays missing. */
export type CallRecord = z.infer<typeof callRecordSchema>;

/** Calls get a verdict and a row in `call`; everything else is a gateway event. */
export function isCall(record: CallRecord): boolean {
  return CALL_TYPES.some((type) => type === record.type);
}
