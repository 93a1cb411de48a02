// The text of a personal access token: `obp_<id>_<secret><checksum>`; only the secret's hash is stored.
import { createHash, randomBytes } from "node:crypto";

const TOKEN = /^obp_([0-9a-f]{16})_([A-Za-z0-9_-]{43})([0-9a-f]{8})$/;

/** A new token: its id, the text to show once, and what to store. */
export function makeAccessToken(): { id: string; text: string; secretSha256: Buffer } {
  const id = randomBytes(8).toString("hex");
  const secret = randomBytes(32).toString("base64url");
  return { id, text: `obp_${id}_${secret}${checksum(id, secret)}`, secretSha256: sha256(secret) };
}

/** Id and hashed secret of a well-formed token; null for anything else, before any look-up. */
export function readAccessToken(text: string): { id: string; secretSha256: Buffer } | null {
  const [, id, secret, sum] = TOKEN.exec(text) ?? [];
  if (id === undefined || secret === undefined || sum !== checksum(id, secret)) return null;
  return { id, secretSha256: sha256(secret) };
}

/** What an Authorization header presents as a personal access token, well-formed or not. */
export function presentedToken(authorization: string | null): string | null {
  return /^Bearer (obp_\S*)$/i.exec(authorization ?? "")?.[1] ?? null;
}

function checksum(id: string, secret: string): string {
  return createHash("sha256").update(`obp_${id}_${secret}`).digest("hex").slice(0, 8);
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
