// ONBEHALF_SECRET -> one key per purpose by HKDF (`data.md`, "Keys and secrets").
import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { freshBytes } from "./fresh-bytes";

const PURPOSES = ["sessions", "dedupe", "redaction", "payload", "cursors", "fingerprint"] as const;
type Purpose = (typeof PURPOSES)[number];

/** First byte of every ciphertext; a rotated secret gets the next one. */
const KEY_ID = 1;

export type Keys = {
  /** Non-secret mark of the secret, kept in the database: another secret refuses to start. */
  fingerprint: string;
  /** For the sign-in cookie. */
  sessions: string;
  dedupeMac: (bytes: string | Buffer) => Buffer;
  redactionMac: (text: string) => string;
  cursorMac: (text: string) => Buffer;
  /** AES-256-GCM: key id, nonce, tag, ciphertext. `context` is authenticated, not stored. */
  encrypt: (bytes: Buffer, context: string) => Buffer;
  /** Throws when key, context or any byte differs. */
  decrypt: (sealed: Buffer, context: string) => Buffer;
};

/** Derives every key from the 32-byte secret. */
export function deriveKeys(secret: Buffer): Keys {
  if (secret.length !== 32) throw new Error("the secret must be 32 bytes");
  const key = (purpose: Purpose) =>
    Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), `onbehalf/v1/${purpose}`, 32));
  const dedupe = key("dedupe");
  const redaction = key("redaction");
  const cursors = key("cursors");
  const payload = key("payload");
  return {
    fingerprint: key("fingerprint").subarray(0, 8).toString("hex"),
    sessions: key("sessions").toString("base64url"),
    dedupeMac: (bytes) => createHmac("sha256", dedupe).update(bytes).digest(),
    redactionMac: (text) => createHmac("sha256", redaction).update(text).digest("hex"),
    cursorMac: (text) => createHmac("sha256", cursors).update(text).digest().subarray(0, 8),
    encrypt: (bytes, context) => encrypt(payload, bytes, context),
    decrypt: (sealed, context) => decrypt(payload, sealed, context),
  };
}

/** Accepts 64 hex digits or base64/base64url of 32 bytes. */
export function parseSecret(text: string): Buffer {
  const trimmed = text.trim();
  const bytes = /^[0-9a-fA-F]{64}$/.test(trimmed)
    ? Buffer.from(trimmed, "hex")
    : Buffer.from(trimmed, "base64");
  if (bytes.length !== 32) {
    throw new Error(
      "ONBEHALF_SECRET must be 32 random bytes as 64 hex digits or base64, for example from: openssl rand -hex 32",
    );
  }
  return bytes;
}

function encrypt(key: Buffer, bytes: Buffer, context: string): Buffer {
  const nonce = freshBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(KEY_ID), nonce, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Buffer, context: string): Buffer {
  if (sealed[0] !== KEY_ID) throw new Error(`unknown key id ${sealed[0]}`);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 13));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
}
