import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import { fingerprintOfToken } from "../calls/identities";
import { DomainError } from "../errors";

/**
 * What the judge reads of a credential: its gateway's name for it or its token's SHA-256. The
 * fingerprint that the console shows becomes the SHA-256 that it was made of. Throws `invalid` where
 * a value would cover nothing: of a credential that is known in another way.
 */
export async function sanctionedCredential(tx: Db, given: string): Promise<string> {
  const text = given.trim();
  if (!/^[\da-f]{64}$/i.test(text)) return text;
  const [shown] = await tx.execute<{ id: number; label: string | null }>(sql`
    SELECT id, label FROM credential WHERE fingerprint = decode(${text}, 'hex')`);
  if (shown === undefined) return knownCase(tx, text);
  const [call] = await tx.execute<{ envelope: string }>(sql`
    SELECT envelope FROM call WHERE credential_id = ${shown.id} LIMIT 1`);
  for (const [, hash = ""] of (call?.envelope ?? "").matchAll(/"sha256":"([^"\\]+)"/g)) {
    if (fingerprintOfToken(hash) === text.toLowerCase()) return hash;
  }
  throw new DomainError(
    "invalid",
    shown.label === null
      ? "ran_as_credential: this is the fingerprint of a token that is known by its id alone, which is unique for its issuer only; sanction whom it runs as"
      : `ran_as_credential: this is the fingerprint of a credential that its gateway calls ${shown.label}; sanction that name`,
  );
}

/** A token's SHA-256 as its gateway writes it, which is what the judge compares. */
async function knownCase(tx: Db, sha256: string): Promise<string> {
  const lower = sha256.toLowerCase();
  const [asTyped] = await tx.execute(sql`
    SELECT 1 FROM credential WHERE fingerprint = decode(${fingerprintOfToken(sha256)}, 'hex')`);
  return asTyped === undefined ? lower : sha256;
}
