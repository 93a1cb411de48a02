// Keyset cursors: which side of which call. Opaque to callers, the call's public id inside.
import { DomainError } from "../errors";
import { type CallKey, decodeCallId, encodeCallId } from "./public-id";

export type Cursor = { direction: "older" | "newer"; key: CallKey };

export function encodeCursor({ direction, key }: Cursor): string {
  return `${direction === "older" ? "o" : "n"}.${encodeCallId(key)}`;
}

/** Throws DomainError `invalid` for anything that `encodeCursor` did not write. */
export function decodeCursor(text: string): Cursor {
  const key = decodeCallId(text.slice(2));
  const side = text.slice(0, 2);
  if (key === null || (side !== "o." && side !== "n.")) {
    const message = "no cursor of this list";
    throw new DomainError("invalid", `cursor: ${message}`, {
      fields: [{ path: "cursor", message }],
    });
  }
  return { direction: side === "o." ? "older" : "newer", key };
}
