// What is hashed: envelope v1 (`data.md`). An allow-list; nothing else ever enters. These bytes can
// never change: no names, addresses, messages or free text, absent members omitted, never null.
import { canonicalJson } from "../ledger/canonical-json";
import { leafHash, sha256Hex } from "../ledger/leaf";
import type { CallRecord, TokenFacts } from "./model";
import type { Redaction } from "./redact";

export const ENVELOPE_LIMIT = 64 * 1024;

/** What this program does itself; no gateway can send events of these types. */
export const SYSTEM_EVENT_TYPES = ["retention.removed", "erasure.done"] as const;
export type SystemEventType = (typeof SYSTEM_EVENT_TYPES)[number];
type SealableRecord = Omit<CallRecord, "type"> & { type: CallRecord["type"] | SystemEventType };

/** Opaque `prn_…` ids of the identities that the record names. */
export type EnvelopePrincipals = {
  caller?: string | undefined;
  callerActor?: string | undefined;
  downstream?: string | undefined;
  downstreamActor?: string | undefined;
};

export type EnvelopeInput = {
  record: CallRecord;
  /** Public id of the source. */
  source: string;
  /** Both in UTC with six digits (`canonicalInstant`). */
  time: string;
  received: string;
  principals: EnvelopePrincipals;
  /** SHA-256 that stands for the downstream credential, hex. */
  credential: string | undefined;
  /** Commitment of each part that exists, hex (`partCommitment`). */
  commit: Record<string, string>;
  redacted: readonly Redaction[];
};

type Sealable = Omit<EnvelopeInput, "record"> & { record: SealableRecord };

/** The envelope's canonical text and its RFC 6962 leaf hash. Pure. */
export function sealEnvelope(input: Sealable): { text: string; leaf: Buffer } {
  const text = canonicalJson(envelope(input));
  return { text, leaf: leafHash(text) };
}

function envelope(input: Sealable) {
  const { record, principals } = input;
  return pruned({
    v: 1,
    source: input.source,
    event: record.id,
    type: record.type,
    time: input.time,
    received: input.received,
    seq: record.seq,
    caller: pruned({
      p: principals.caller,
      evidence: record.caller?.evidence,
      token: tokenFacts(record.caller?.token, principals.callerActor),
    }),
    client: pruned({ id: record.client?.id, evidence: clientEvidence(record) }),
    session: record.session?.id === undefined ? undefined : sha256Hex(record.session.id),
    server: pruned({ name: record.server?.name, resource: record.server?.resource }),
    tool: pruned({ name: record.tool?.name, definition: record.tool?.definitionSha256 }),
    downstream: pruned({
      p: principals.downstream,
      kind: record.downstream?.kind,
      evidence: record.downstream?.evidence,
      credential: input.credential,
      obtainedBy: record.downstream?.obtainedBy,
      token: tokenFacts(record.downstream?.token, principals.downstreamActor),
    }),
    decision: pruned({
      effect: record.authorization?.decision,
      id: record.authorization?.decisionId,
      policy: record.authorization?.policyVersion,
      rule: record.authorization?.ruleId,
    }),
    approval: record.approval?.id,
    outcome: pruned({
      status: record.outcome?.status,
      code: record.outcome?.code,
      ms: record.outcome?.durationMs,
    }),
    trace: pruned({
      id: record.trace?.traceId,
      span: record.trace?.spanId,
      txn: record.trace?.txn,
    }),
    commit: pruned(input.commit),
    redacted: input.redacted.length === 0 ? undefined : input.redacted,
  });
}

function tokenFacts(token: TokenFacts | undefined, actor: string | undefined) {
  if (token === undefined) return undefined;
  return pruned({
    aud: token.aud,
    client: token.clientId,
    jti: token.jti === undefined ? undefined : sha256Hex(token.jti),
    sha256: token.sha256,
    iat: token.iat,
    exp: token.exp,
    act: actor,
    cnf: token.cnf,
  });
}

/** A client is as well established as the validated token that was issued to it. */
function clientEvidence(record: SealableRecord): "validated" | "asserted" | undefined {
  if (record.client === undefined) return undefined;
  const issuedTo = record.caller?.token?.clientId;
  const proven = record.caller?.evidence === "validated" && issuedTo === record.client.id;
  return proven && issuedTo !== undefined ? "validated" : "asserted";
}

/** Undefined when every member is absent; the canonical form leaves absent members out. */
function pruned(members: Record<string, unknown>): Record<string, unknown> | undefined {
  for (const name in members) if (members[name] !== undefined) return members;
  return undefined;
}
