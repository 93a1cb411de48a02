// Instants as microseconds since the epoch, the resolution of the database.
import { parseInstant } from "../identity/instant";

/** RFC 3339 in UTC with exactly six digits, as in the envelope; null for what is no instant. */
export function canonicalInstant(text: string): string | null {
  const microseconds = parseInstant(text);
  return Number.isNaN(microseconds) ? null : formatInstant(microseconds);
}

/** Microseconds since the epoch as RFC 3339 in UTC with six digits. */
export function formatInstant(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds - milliseconds * 1000).padStart(3, "0");
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}Z`;
}
