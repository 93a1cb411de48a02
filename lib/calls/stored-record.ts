// The record as the judge reads it, put together again from what is stored: the envelope's text,
// the facts beside it and the directory's principals. Ids that were hashed stay hashed.
import { z } from "zod";
import type { PrincipalRef } from "../identity/model";
import type { Facts } from "./parts";
import {
  CALLER_EVIDENCE,
  type CallRecord,
  DECISIONS,
  DOWNSTREAM_EVIDENCE,
  DOWNSTREAM_KINDS,
  EVENT_TYPES,
  OUTCOMES,
  type TokenFacts,
} from "./model";

const tokenSchema = z.object({
  aud: z.array(z.string()).optional(),
  client: z.string().optional(),
  jti: z.string().optional(),
  sha256: z.string().optional(),
  iat: z.number().optional(),
  exp: z.number().optional(),
  act: z.string().optional(),
  cnf: z.string().optional(),
});

export const envelopeSchema = z.object({
  v: z.literal(1),
  source: z.string(),
  event: z.string(),
  type: z.enum(EVENT_TYPES),
  time: z.string(),
  received: z.string(),
  seq: z.number().optional(),
  caller: z
    .object({
      p: z.string().optional(),
      evidence: z.enum(CALLER_EVIDENCE).optional(),
      token: tokenSchema.optional(),
    })
    .optional(),
  client: z.object({ id: z.string().optional(), evidence: z.string().optional() }).optional(),
  session: z.string().optional(),
  server: z.object({ name: z.string().optional(), resource: z.string().optional() }).optional(),
  tool: z.object({ name: z.string().optional(), definition: z.string().optional() }).optional(),
  downstream: z
    .object({
      p: z.string().optional(),
      kind: z.enum(DOWNSTREAM_KINDS).optional(),
      evidence: z.enum(DOWNSTREAM_EVIDENCE).optional(),
      credential: z.string().optional(),
      obtainedBy: z.string().optional(),
      token: tokenSchema.optional(),
    })
    .optional(),
  decision: z
    .object({
      effect: z.enum(DECISIONS).optional(),
      id: z.string().optional(),
      policy: z.string().optional(),
      rule: z.string().optional(),
    })
    .optional(),
  approval: z.string().optional(),
  outcome: z
    .object({
      status: z.enum(OUTCOMES).optional(),
      code: z.string().optional(),
      ms: z.number().optional(),
    })
    .optional(),
  trace: z
    .object({ id: z.string().optional(), span: z.string().optional(), txn: z.string().optional() })
    .optional(),
  commit: z.record(z.string(), z.string()).optional(),
  redacted: z.array(z.object({ part: z.string(), path: z.string(), rule: z.string() })).optional(),
});
export type Envelope = z.infer<typeof envelopeSchema>;
export type EnvelopeToken = z.infer<typeof tokenSchema> | undefined;

export const factsSchema = z.object({
  callerTenant: z.string().optional(),
  callerGroups: z.array(z.string()).optional(),
  callerScopes: z.array(z.string()).optional(),
  ranAsTenant: z.string().optional(),
  ranAsAccount: z.string().optional(),
  ranAsScopes: z.array(z.string()).optional(),
  credentialId: z.string().optional(),
  credentialOwner: z.string().optional(),
  consent: z
    .object({
      id: z.string().optional(),
      clientId: z.string().optional(),
      at: z.string().optional(),
    })
    .optional(),
  client: z
    .object({
      name: z.string().optional(),
      version: z.string().optional(),
      registration: z.enum(["static", "dynamic", "cimd"]).optional(),
      workload: z.string().optional(),
    })
    .optional(),
  requestId: z.string().optional(),
  timeFrom: z.literal("received").optional(),
});

/** The opaque ids of everybody that the envelope speaks of. */
export function principalsOf({ caller, downstream }: Envelope): string[] {
  return [caller?.p, caller?.token?.act, downstream?.p, downstream?.token?.act].filter(
    (id) => id !== undefined,
  );
}

/** Whether something that the judge read was erased since: an identity's names, or the facts. */
export function isErased(
  envelope: Envelope,
  facts: string | null,
  principals: ReadonlyMap<string, PrincipalRef>,
): boolean {
  const factsGone = facts === null && envelope.commit?.["facts"] !== undefined;
  return factsGone || !principalsOf(envelope).every((id) => principals.has(id));
}

/** `principals`: what the directory knows of each `prn_…`; an erased one stays nameless. */
export function storedRecord(
  envelope: Envelope,
  facts: Facts,
  principals: ReadonlyMap<string, PrincipalRef>,
): CallRecord {
  const { caller, downstream } = envelope;
  const refOf = (id: string | undefined) => (id === undefined ? undefined : principals.get(id));
  const token = (
    of: { token?: EnvelopeToken } | undefined,
    scopes: string[] | undefined,
  ): TokenFacts | undefined =>
    (of?.token || scopes) && {
      aud: of?.token?.aud,
      clientId: of?.token?.client,
      jti: of?.token?.jti,
      sha256: of?.token?.sha256,
      scopes,
      iat: of?.token?.iat,
      exp: of?.token?.exp,
      act: refOf(of?.token?.act),
      cnf: of?.token?.cnf,
    };
  return {
    id: envelope.event,
    type: envelope.type,
    time: envelope.time,
    timeFrom: facts.timeFrom,
    seq: envelope.seq,
    caller: caller && {
      evidence: caller.evidence,
      ...refOf(caller.p),
      tenant: facts.callerTenant,
      groups: facts.callerGroups,
      token: token(caller, facts.callerScopes),
    },
    client: (envelope.client ?? facts.client) && { id: envelope.client?.id, ...facts.client },
    session: envelope.session === undefined ? undefined : { id: envelope.session },
    server: envelope.server,
    tool: envelope.tool && {
      name: envelope.tool.name,
      definitionSha256: envelope.tool.definition,
    },
    downstream: downstream && {
      evidence: downstream.evidence,
      kind: downstream.kind,
      ...refOf(downstream.p),
      account: facts.ranAsAccount,
      tenant: facts.ranAsTenant,
      token: token(downstream, facts.ranAsScopes),
      credential:
        facts.credentialId === undefined && facts.credentialOwner === undefined
          ? undefined
          : { id: facts.credentialId, owner: facts.credentialOwner },
      obtainedBy: downstream.obtainedBy,
    },
    consent: facts.consent,
    authorization: envelope.decision && {
      decision: envelope.decision.effect,
      decisionId: envelope.decision.id,
      policyVersion: envelope.decision.policy,
      ruleId: envelope.decision.rule,
    },
    approval: envelope.approval === undefined ? undefined : { id: envelope.approval },
    outcome: envelope.outcome && {
      status: envelope.outcome.status,
      code: envelope.outcome.code,
      durationMs: envelope.outcome.ms,
    },
    trace: envelope.trace && {
      traceId: envelope.trace.id,
      spanId: envelope.trace.span,
      txn: envelope.trace.txn,
      requestId: facts.requestId,
    },
  };
}
