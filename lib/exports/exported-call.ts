// A call as the formats take it: the row of the list, and what was asked for of its payload.
import type { CallRow, MissingPart } from "../calls/view";

export type ExportedPayload = {
  /** JSON text exactly as stored; null where there is none, or where `missing` says why. */
  arguments: string | null;
  result: string | null;
  network: string | null;
  /** What was cut out of these parts before they were stored. */
  redacted: { part: string; path: string; rule: string }[];
  /** Parts that were stored and are gone. */
  missing: MissingPart[];
};

/** `payload` is null where none was asked for. */
export type ExportedCall = { row: CallRow; payload: ExportedPayload | null };
