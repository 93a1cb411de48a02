// The payload parts of a record: everything that is kept beside the envelope, each erasable alone.
import { partCommitment } from "../ledger/leaf";
import { freshBytes } from "../secrets/fresh-bytes";
import type { CallRecord } from "./model";
import { redact, type Redaction } from "./redact";

export const PAYLOAD_PARTS = ["arguments", "result", "text", "network"] as const;
export type PayloadPart = (typeof PAYLOAD_PARTS)[number];
/** `facts` stays as long as the call: what the judge reads and the envelope does not hold. */
export type Part = PayloadPart | "raw" | "facts";

const SALT_BYTES = 32;

/** One part: the bytes exactly as stored (before encryption) and the salt of its commitment. */
export type StoredPart = { bytes: string; salt: Buffer };

/** What the judge and the drawer need of a record beyond its envelope. Names no one by name. */
export type Facts = {
  callerTenant?: string | undefined;
  callerGroups?: string[] | undefined;
  callerScopes?: string[] | undefined;
  ranAsTenant?: string | undefined;
  ranAsAccount?: string | undefined;
  ranAsScopes?: string[] | undefined;
  credentialId?: string | undefined;
  credentialOwner?: string | undefined;
  consent?: CallRecord["consent"];
  client?: Omit<NonNullable<CallRecord["client"]>, "id"> | undefined;
  requestId?: string | undefined;
  timeFrom?: "received" | undefined;
};

/** What a program's own event has too. */
type Body = Omit<CallRecord, "type">;

/** Splits a record into redacted parts with fresh salts, and lists what was redacted. */
export function splitParts(
  record: Body,
  raw: unknown,
  mac: (text: string) => string,
): { parts: Partial<Record<Part, StoredPart>>; redacted: Redaction[] } {
  const redacted: Redaction[] = [];
  const parts: Partial<Record<Part, StoredPart>> = {};
  const add = (part: Part, value: unknown) => {
    if (isEmpty(value)) return;
    const clean = redact(value, part, mac);
    redacted.push(...clean.redactions);
    parts[part] = { bytes: JSON.stringify(clean.value), salt: freshBytes(SALT_BYTES) };
  };
  add("arguments", record.tool?.arguments);
  add("result", record.result);
  add("text", textOf(record));
  add("network", record.network);
  add("raw", raw);
  add("facts", factsOf(record));
  return { parts, redacted };
}

/** Hex commitments of the parts that exist. */
export function commitments(parts: Partial<Record<Part, StoredPart>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parts).map(([part, { salt, bytes }]) => [
      part,
      partCommitment(part, salt, bytes),
    ]),
  );
}

function textOf(record: Body) {
  return {
    message: record.outcome?.message,
    reason: record.authorization?.reason,
    labels: record.labels,
  };
}

function factsOf(record: Body): Facts {
  const { id: _id, ...client } = record.client ?? {};
  return {
    callerTenant: record.caller?.tenant,
    callerGroups: record.caller?.groups,
    callerScopes: record.caller?.token?.scopes,
    ranAsTenant: record.downstream?.tenant,
    ranAsAccount: record.downstream?.account,
    ranAsScopes: record.downstream?.token?.scopes,
    credentialId: record.downstream?.credential?.id,
    credentialOwner: record.downstream?.credential?.owner,
    consent: record.consent,
    client: Object.values(client).some((value) => value !== undefined) ? client : undefined,
    requestId: record.trace?.requestId,
    timeFrom: record.timeFrom,
  };
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && Object.values(value).every((one) => one === undefined);
}
