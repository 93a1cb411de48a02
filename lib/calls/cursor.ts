// Keyset cursors: which side of which call, or of which instant where a search stopped between two
// calls. Opaque to callers.
import { DomainError } from "../errors";
import { type CallKey, decodeCallId, encodeCallId } from "./public-id";

type Direction = "older" | "newer";
export type Cursor =
  | { direction: Direction; key: CallKey }
  /** Microseconds since the epoch, and how long a time was searched at once, in milliseconds. */
  | { direction: Direction; at: number; widthMs: number };

export function encodeCursor(cursor: Cursor): string {
  const side = cursor.direction === "older" ? "o" : "n";
  if ("key" in cursor) return `${side}.${encodeCallId(cursor.key)}`;
  return `${side}.at.${cursor.at}.${Math.round(cursor.widthMs)}`;
}

/** Throws DomainError `invalid` for anything that `encodeCursor` did not write. */
export function decodeCursor(text: string): Cursor {
  const cursor = decoded(text);
  if (cursor !== null && encodeCursor(cursor) === text) return cursor;
  const message = "no cursor of this list";
  throw new DomainError("invalid", `cursor: ${message}`, { fields: [{ path: "cursor", message }] });
}

function decoded(text: string): Cursor | null {
  const [, side, rest = ""] = /^([on])\.(.+)$/s.exec(text) ?? [];
  if (side === undefined) return null;
  const direction = side === "o" ? "older" : "newer";
  const [, at, widthMs] = /^at\.(-?\d{1,16})\.(\d{1,14})$/.exec(rest) ?? [];
  if (at !== undefined) return { direction, at: Number(at), widthMs: Number(widthMs) };
  const key = decodeCallId(rest);
  return key === null ? null : { direction, key };
}
