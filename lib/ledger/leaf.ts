// What is hashed, and how: RFC 6962 §2.1 leaf over RFC 8785 text, and the commitments to the parts.
import { createHash } from "node:crypto";

const LEAF_PREFIX = Buffer.of(0);

/** SHA-256(0x00 || envelope text as UTF-8): 32 bytes. */
export function leafHash(envelopeText: string | Uint8Array): Buffer {
  return createHash("sha256").update(LEAF_PREFIX).update(envelopeText).digest();
}

/**
 * SHA-256("onbehalf/v1/" || part || 0x00 || salt || bytes), hex. The salt (32 random bytes) is what
 * keeps an erased part from being guessed back.
 */
export function partCommitment(part: string, salt: Uint8Array, bytes: string | Uint8Array): string {
  return createHash("sha256")
    .update(`onbehalf/v1/${part}`)
    .update(LEAF_PREFIX)
    .update(salt)
    .update(bytes)
    .digest("hex");
}

/** SHA-256 of a text, hex: for token ids, session ids and credential names, which are never stored. */
export function sha256Hex(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
