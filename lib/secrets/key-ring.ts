// What is kept of earlier secrets, encrypted under the one in force.
import { eq } from "drizzle-orm";
import type { Db } from "../../db/client";
import { deployment } from "../../db/schema/directory";
import { retiredKey } from "../../db/schema/secrets";
import {
  deriveKey,
  deriveKeys,
  fingerprintOf,
  type KeyRing,
  type Keys,
  type RetiredKey,
} from "./keys";
import { seal, unseal } from "./seal";

const PARTS = ["payload", "dedupe", "redaction"] as const;

/**
 * Every key of the deployment. Remembers the secret's fingerprint at the first start; throws when
 * this is not the secret in force.
 */
export async function openKeys(db: Db, secret: Buffer): Promise<Keys> {
  return deriveKeys(secret, await openRing(db, secret));
}

/** Throws when this is not the secret in force. */
export async function openRing(db: Db, secret: Buffer): Promise<KeyRing> {
  const own = fingerprintOf(secret);
  await db.insert(deployment).values({ secretFingerprint: own }).onConflictDoNothing();
  const inForce = await secretInForce(db);
  if (inForce?.fingerprint !== own) throw new Error(wrongSecret(own, inForce));
  const rows = await db.select().from(retiredKey);
  const key = deriveKey(secret, "keyring");
  const retired = rows.map((row) =>
    mapParts(row, (part, bytes) => unseal(key, bytes, contextOf(row, part))),
  );
  return { keyId: inForce.keyId, retired };
}

export type SecretInForce = { fingerprint: string; keyId: number; rotatedAt: string | null };

/** Null before the first start. */
export async function secretInForce(db: Db): Promise<SecretInForce | null> {
  const [row] = await db.select().from(deployment).where(eq(deployment.id, 1));
  if (!row) return null;
  const { secretFingerprint: fingerprint, keyId, secretRotatedAt: rotatedAt } = row;
  return { fingerprint, keyId, rotatedAt };
}

/** The rows of a ring, encrypted under a secret. */
export function sealRing(
  secret: Buffer,
  keyId: number,
  retired: readonly RetiredKey[],
): RetiredKey[] {
  const key = deriveKey(secret, "keyring");
  return retired.map((row) =>
    mapParts(row, (part, bytes) => seal(key, keyId, bytes, contextOf(row, part))),
  );
}

function mapParts(
  row: RetiredKey,
  map: (part: (typeof PARTS)[number], bytes: Buffer) => Buffer,
): RetiredKey {
  const mapped = { ...row };
  for (const part of PARTS) {
    const bytes = row[part];
    mapped[part] = bytes && map(part, bytes);
  }
  return mapped;
}

function contextOf({ keyId }: RetiredKey, part: string): string {
  return `keyring/${keyId}/${part}`;
}

function wrongSecret(own: string, inForce: SecretInForce | null): string {
  const since =
    inForce?.rotatedAt == null
      ? "the one this database was set up with"
      : `the one in force: it was rotated at ${inForce.rotatedAt}`;
  return (
    `ONBEHALF_SECRET is not ${since} (fingerprint ${own}, expected ${inForce?.fingerprint}).\n` +
    "  With another secret nobody could sign in and no encrypted record could be opened. Use the expected one."
  );
}
