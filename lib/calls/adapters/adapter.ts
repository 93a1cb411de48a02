// What an adapter is: one pure function a gateway format, from its record to ours.
import type { CallRecord, CallerEvidence, DownstreamEvidence } from "../model";

export type AdapterInput = {
  /** A parsed JSON value, or the text of one line. */
  raw: unknown;
  /** RFC 3339: the time of the event when the gateway's record has none. */
  receivedAt: string;
  /** For files only: SHA-256 of (file name, byte offset, line). A request has no such id. */
  fallbackId?: string;
  /** The source's ceilings: what a format claims whose grade is the admin's word. */
  trust: { caller: CallerEvidence; downstream: DownstreamEvidence };
};

export type Adapted = { record: CallRecord } | { ignored: string } | { unreadable: string };

export type Adapter = {
  format: string;
  title: string;
  /** The gateway versions whose output this was written against. */
  gatewayVersions: string;
  /** Whether one line of plain text can be a record. */
  takesText: boolean;
  /** The most a source of this format may claim, unless an admin raises it. */
  ceilings: { caller: CallerEvidence; downstream: DownstreamEvidence };
  /** Never throws; a record it returns satisfies `callRecordSchema`. */
  adapt(input: AdapterInput): Adapted;
};
