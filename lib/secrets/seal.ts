// AES-256-GCM: key id, nonce, tag, ciphertext. `context` is authenticated, not stored.
import { createCipheriv, createDecipheriv } from "node:crypto";
import { freshBytes } from "./fresh-bytes";

export function seal(key: Buffer, keyId: number, bytes: Buffer, context: string): Buffer {
  const nonce = freshBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(keyId), nonce, cipher.getAuthTag(), body]);
}

/** Throws when key, context or any byte differs. */
export function unseal(key: Buffer, sealed: Buffer, context: string): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
}
