// ONBEHALF_SECRET -> one key per purpose by HKDF (`data.md`, "Keys and secrets").
import { createHmac, hkdfSync } from "node:crypto";
import { seal, unseal } from "./seal";

type Purpose =
  | "sessions"
  | "dedupe"
  | "redaction"
  | "payload"
  | "cursors"
  | "fingerprint"
  | "keyring";

export type Keys = {
  /** First byte of every ciphertext; a rotated secret gets the next one. */
  id: number;
  /** Non-secret mark of the secret, kept in the database: another secret refuses to start. */
  fingerprint: string;
  /** For the sign-in cookie. */
  sessions: string;
  dedupeMac: (bytes: string | Buffer) => Buffer;
  /** As earlier secrets would have made it, newest first; nothing when there was none. */
  earlierDedupeMacs: (bytes: string | Buffer) => Buffer[];
  /** Stays the same through rotations: equal secrets are seen as equal. */
  redactionMac: (text: string) => string;
  cursorMac: (text: string) => Buffer;
  encrypt: (bytes: Buffer, context: string) => Buffer;
  /** Also what an earlier secret encrypted. Throws when key, context or any byte differs. */
  decrypt: (sealed: Buffer, context: string) => Buffer;
};

/** What is kept of an earlier secret; null once it is needed no more. */
export type RetiredKey = {
  keyId: number;
  fingerprint: string;
  retiredAt: string;
  payload: Buffer | null;
  dedupe: Buffer | null;
  redaction: Buffer | null;
};

/** The id of the secret in force and what is kept of earlier ones. */
export type KeyRing = { keyId: number; retired: readonly RetiredKey[] };

/** Derives every key from the 32-byte secret; without a ring it is a deployment's first. */
export function deriveKeys(secret: Buffer, ring: KeyRing = { keyId: 1, retired: [] }): Keys {
  const key = (purpose: Purpose) => deriveKey(secret, purpose);
  const dedupe = key("dedupe");
  const earlier = ring.retired
    .toSorted((a, b) => b.keyId - a.keyId)
    .flatMap((one) => one.dedupe ?? []);
  const redaction = ring.retired.find((one) => one.redaction)?.redaction ?? key("redaction");
  const cursors = key("cursors");
  const payload = key("payload");
  const payloads = new Map(ring.retired.map((one) => [one.keyId, one.payload]));
  payloads.set(ring.keyId, payload);
  return {
    id: ring.keyId,
    fingerprint: fingerprintOf(secret),
    sessions: key("sessions").toString("base64url"),
    dedupeMac: (bytes) => createHmac("sha256", dedupe).update(bytes).digest(),
    earlierDedupeMacs: (bytes) =>
      earlier.map((one) => createHmac("sha256", one).update(bytes).digest()),
    redactionMac: (text) => createHmac("sha256", redaction).update(text).digest("hex"),
    cursorMac: (text) => createHmac("sha256", cursors).update(text).digest().subarray(0, 8),
    encrypt: (bytes, context) => seal(payload, ring.keyId, bytes, context),
    decrypt: (sealed, context) => {
      const own = payloads.get(sealed[0] ?? 0);
      if (!own) throw new Error(`unknown key id ${sealed[0]}`);
      return unseal(own, sealed, context);
    },
  };
}

export function deriveKey(secret: Buffer, purpose: Purpose): Buffer {
  if (secret.length !== 32) throw new Error("the secret must be 32 bytes");
  return Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), `onbehalf/v1/${purpose}`, 32));
}

export function fingerprintOf(secret: Buffer): string {
  return deriveKey(secret, "fingerprint").subarray(0, 8).toString("hex");
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
