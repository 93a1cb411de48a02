// The text of an API key: `ob_<id>_<secret><checksum>`; only the SHA-256 of the secret is stored.
import { hash, randomBytes, timingSafeEqual } from "node:crypto";

const KEY = /^ob_([0-9a-f]{16})_([A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

/** A new key: its id, the text to show once, and what to store. */
export function makeApiKey(): { id: string; text: string; secretSha256: Buffer } {
  const id = randomBytes(8).toString("hex");
  const secret = randomBytes(32).toString("base64url");
  return { id, text: `ob_${id}_${secret}${checksum(id, secret)}`, secretSha256: sha256(secret) };
}

/** Id and hashed secret of a well-formed key; null for anything else, before any database look-up. */
export function readApiKey(text: string): { id: string; secretSha256: Buffer } | null {
  const [, id, secret, sum] = KEY.exec(text) ?? [];
  if (id === undefined || secret === undefined || sum !== checksum(id, secret)) return null;
  return { id, secretSha256: sha256(secret) };
}

/** Constant-time comparison of two hashed secrets. */
export function sameSecret(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function checksum(id: string, secret: string): string {
  return hash("sha256", `${id}_${secret}`, "hex").slice(0, 8);
}

function sha256(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
