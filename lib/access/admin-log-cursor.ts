// Keyset cursors of the admin log: which side of which record.
import { DomainError } from "../errors";

export type AdminLogCursor = {
  direction: "older" | "newer";
  /** Microseconds since the epoch, as text: more digits than a number keeps. */
  at: string;
  id: string;
};

export function encodeAdminLogCursor({ direction, at, id }: AdminLogCursor): string {
  return `${direction === "older" ? "o" : "n"}.${at}.${id}`;
}

/** Throws DomainError `invalid` for anything that `encodeAdminLogCursor` did not write. */
export function decodeAdminLogCursor(text: string): AdminLogCursor {
  const [, side, at, id] = /^([on])\.(\d{1,17})\.(\d{1,18})$/.exec(text) ?? [];
  if (at === undefined || id === undefined) {
    const message = "no cursor of this list";
    throw new DomainError("invalid", `cursor: ${message}`, {
      fields: [{ path: "cursor", message }],
    });
  }
  return { direction: side === "o" ? "older" : "newer", at, id };
}
