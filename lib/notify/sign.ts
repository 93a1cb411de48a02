// Standard Webhooks (standardwebhooks.com, "Signature scheme", symmetric).
import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";

/** A fresh signing secret of 32 bytes, as receivers' libraries take it. */
export function makeSigningSecret(): string {
  return `${PREFIX}${randomBytes(32).toString("base64")}`;
}

/**
 * The headers that prove a body: id, time in Unix seconds and `v1,` HMAC-SHA-256 of all three, one for
 * each secret, the newest first.
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, body, seconds }: { id: string; body: string; seconds: number },
): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(PREFIX, ""), "base64");
    return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}
