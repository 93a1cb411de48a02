// A decision's public id: its time and a random part, so that it locates one partition and one row.
import { randomBytes } from "node:crypto";

const PREFIX = "dec_";
const BYTES = 20;

/** `at` in milliseconds since the epoch. */
export function newDecisionId(at: number): string {
  const bytes = Buffer.allocUnsafe(BYTES);
  bytes.writeBigInt64BE(BigInt(at), 0);
  randomBytes(BYTES - 8).copy(bytes, 8);
  return PREFIX + bytes.toString("base64url");
}

/** When the decision of this id was made, in milliseconds; null for what is no id of ours. */
export function decisionTime(id: string): number | null {
  if (!id.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(id.slice(PREFIX.length), "base64url");
  if (bytes.length !== BYTES || PREFIX + bytes.toString("base64url") !== id) return null;
  const at = Number(bytes.readBigInt64BE(0));
  return Math.abs(at) <= 8.64e15 ? at : null;
}
