// What is hashed, and how: RFC 6962 §2.1 leaf over RFC 8785 text, and the commitments to the parts.
import { createHash, hash } from "node:crypto";

const LEAF_PREFIX = "\0";

/** SHA-256(0x00 || envelope text as UTF-8): 32 bytes. */
export function leafHash(envelopeText: string | Uint8Array): Buffer {
  return Buffer.from(sha256OfAll([LEAF_PREFIX, envelopeText]), "hex");
}

/**
 * SHA-256("onbehalf/v1/" || part || 0x00 || salt || bytes), hex. The salt (32 random bytes) is what
 * keeps an erased part from being guessed back.
 */
export function partCommitment(part: string, salt: Uint8Array, bytes: string | Uint8Array): string {
  return sha256OfAll([`onbehalf/v1/${part}\0`, salt, bytes]);
}

/** SHA-256 of a text, hex: for token ids, session ids and credential names, which are never stored. */
export function sha256Hex(text: string): string {
  return hash("sha256", text, "hex");
}

const scratch = Buffer.allocUnsafeSlow(64 * 1024);

/** Of short pieces in one call: a Hash object for each of an event's ten hashes burdens the collector. */
function sha256OfAll(pieces: readonly (string | Uint8Array)[]): string {
  const most = pieces.reduce((sum, { length }) => sum + length * 3, 0);
  if (most > scratch.length) {
    const long = createHash("sha256");
    for (const piece of pieces) long.update(piece);
    return long.digest("hex");
  }
  let at = 0;
  for (const piece of pieces) {
    if (typeof piece === "string") at += scratch.write(piece, at, "utf8");
    else {
      scratch.set(piece, at);
      at += piece.length;
    }
  }
  return hash("sha256", scratch.subarray(0, at), "hex");
}
