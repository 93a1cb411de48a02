import type { Keys } from "../secrets/keys";
import { ENVELOPE_LIMIT, sealEnvelope } from "./envelope";
import type { RecordIdentities } from "./identities";
import type { CallRecord } from "./model";
import type { Redaction } from "./redact";
import { commitments, type Part, splitParts, type StoredPart } from "./parts";
import type { DimensionIds } from "./resolve-batch";

export type SealedRecord = {
  envelope: string;
  leaf: Buffer;
  parts: Partial<Record<Part, StoredPart>>;
};

/** Redacts, commits to every part and hashes. Null when the envelope would exceed its limit. */
export function sealRecord(
  event: {
    record: CallRecord;
    raw: unknown;
    time: string;
    identities: RecordIdentities;
    redactions: readonly Redaction[];
  },
  ids: DimensionIds,
  context: { source: string; receivedAt: string; keys: Keys },
): SealedRecord | null {
  const { parts, redacted } = splitParts(event.record, event.raw, context.keys.redactionMac);
  const { text, leaf } = sealEnvelope({
    record: event.record,
    source: context.source,
    time: event.time,
    received: context.receivedAt,
    principals: {
      caller: ids.caller?.publicId,
      callerActor: ids.callerActor,
      downstream: ids.downstream?.publicId,
      downstreamActor: ids.downstreamActor,
    },
    credential: event.identities.credential?.fingerprint,
    commit: commitments(parts),
    redacted: [...event.redactions, ...redacted],
  });
  if (Buffer.byteLength(text) > ENVELOPE_LIMIT) return null;
  return { envelope: text, leaf, parts };
}
