// A decision's public id: its time and a random part, so that it locates one partition and one row.
import { randomFillSync } from "node:crypto";

const PREFIX = "dec_";
const BYTES = 20;

/** `at` in milliseconds since the epoch. */
export function newDecisionId(at: number): string {
  const bytes = Buffer.allocUnsafe(BYTES);
  bytes.writeBigInt64BE(BigInt(at), 0);
  takeRandom(bytes, 8);
  return PREFIX + bytes.toString("base64url");
}

// Drawn for many ids at once: a draw costs as much as evaluating a policy.
const drawn = Buffer.alloc(12 * 256);
let used = drawn.length;

/** Fills the rest of `bytes` from `start`; no drawn byte is given out twice. */
function takeRandom(bytes: Buffer, start: number): void {
  const wanted = bytes.length - start;
  if (used + wanted > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += drawn.copy(bytes, start, used, used + wanted);
}

/** When the decision of this id was made, in milliseconds; null for what is no id of ours. */
export function decisionTime(id: string): number | null {
  if (!id.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(id.slice(PREFIX.length), "base64url");
  if (bytes.length !== BYTES || PREFIX + bytes.toString("base64url") !== id) return null;
  const at = Number(bytes.readBigInt64BE(0));
  return Math.abs(at) <= 8.64e15 ? at : null;
}
