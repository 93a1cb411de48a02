import { canonicalJson } from "../ledger/canonical-json";
import type { Keys } from "../secrets/keys";
import type { Source } from "../sources/model";
import { adaptMapped } from "./adapters/adapt-mapped";
import { findAdapter } from "./adapters/registry";
import { canonicalInstant } from "./instants";
import type { CallRecord } from "./model";
import { tooLongName } from "./name-limits";
import type { Redaction } from "./redact";
import { redactIdentifiers } from "./redact-identifiers";
import { outsideWindow } from "./time-window";

/** One item of a request: a parsed value or a text line, or what could not be parsed and why. */
export type IngestItem = {
  content: { raw: unknown } | { broken: string; text: string };
  /** Where it stood, for people: `item 3`, `audit.jsonl line 12`. */
  position: string;
  /** For files: what recognises the record again when it has no id of its own. */
  fallbackId?: string;
  /** Instead of it for a record without a time, of which the line alone does not tell two apart. */
  undatedId?: string;
  /** From an envelope around the record, whose id counts instead of the record's own. */
  eventId?: string;
  /** From such an envelope: the time of a record that has none. */
  time?: string;
};

type Placed = { index: number; position: string; raw: unknown };
export type AdaptedItem =
  | (Placed & {
      status: "record";
      record: CallRecord;
      time: string;
      bodyMac: Buffer;
      redactions: Redaction[];
    })
  | (Placed & { status: "ignored" | "quarantined"; reason: string });

type Request = {
  source: Pick<Source, "callerCeiling" | "downstreamCeiling" | "keyMapping">;
  format: string;
  items: readonly IngestItem[];
  receivedAt: Date;
  backfill: boolean;
  /** How many days calls are kept; older ones are not taken in. */
  keptDays?: number;
  evidenceOnly?: boolean;
};

function withEnvelope(record: CallRecord, item: IngestItem): CallRecord {
  const { eventId, time, fallbackId, undatedId } = item;
  const isUndated = record.timeFrom === "received" && record.id === fallbackId;
  const id = eventId ?? (isUndated ? undatedId : undefined) ?? record.id;
  const { timeFrom, ...rest } = record;
  return time === undefined || timeFrom === undefined ? { ...record, id } : { ...rest, id };
}

/** Events by which others than the gateway say who a call ran as. */
const EVIDENCE_TYPES: ReadonlySet<string> = new Set(["token.mint", "downstream.observed"]);

/** Turns raw items into records by the format's adapter; pure but for the keyed hashes. */
export function adaptItems(keys: Keys, request: Request): AdaptedItem[] {
  return request.items.map((item, index) => adaptItem(keys, request, item, index));
}

function adaptItem(keys: Keys, request: Request, item: IngestItem, index: number): AdaptedItem {
  const { content, position, fallbackId } = item;
  if ("broken" in content) {
    return { index, position, raw: content.text, status: "quarantined", reason: content.broken };
  }
  const { raw } = content;
  const placed = { index, position, raw };
  const adapter = findAdapter(request.format);
  if (adapter === undefined) throw new Error(`no adapter for ${request.format}`);
  const receivedAt = item.time ?? request.receivedAt.toISOString();
  const { callerCeiling, downstreamCeiling, keyMapping } = request.source;
  const trust = { caller: callerCeiling, downstream: downstreamCeiling };
  const input = { raw, receivedAt, trust, ...(fallbackId && { fallbackId }) };
  const adapted = adaptMapped(adapter, input, keyMapping);
  if ("ignored" in adapted) return { ...placed, status: "ignored", reason: adapted.ignored };
  if ("unreadable" in adapted) {
    return { ...placed, status: "quarantined", reason: adapted.unreadable };
  }
  const record = withEnvelope(adapted.record, item);
  if (request.evidenceOnly && !EVIDENCE_TYPES.has(record.type)) {
    const reason = "this key may send token.mint and downstream.observed only";
    return { ...placed, status: "quarantined", reason };
  }
  const { backfill, keptDays } = request;
  const outside = outsideWindow(record.time, request.receivedAt.getTime(), backfill, keptDays);
  const time = canonicalInstant(record.time);
  if (outside !== null || time === null) {
    return { ...placed, status: "quarantined", reason: outside ?? "time: no RFC 3339 date-time" };
  }
  const clean = redactIdentifiers(record, keys.redactionMac);
  const tooLong = tooLongName(clean.record);
  if (tooLong !== null) return { ...placed, status: "quarantined", reason: tooLong };
  return {
    ...placed,
    status: "record",
    ...clean,
    time,
    bodyMac: keys.dedupeMac(canonicalJson(raw)),
  };
}
