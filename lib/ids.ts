import { randomBytes } from "node:crypto";

/** An opaque random id of 128 bits, `prefix_…` in base64url. */
export function randomId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString("base64url")}`;
}
