// Which credentials a value of `credential:` means: what anybody may have in hand of one.
import type postgres from "postgres";
import { sha256Hex } from "../ledger/leaf";
import { fingerprintOfToken } from "./identities";
import { likePattern } from "./like-pattern";
import type { QueryValue } from "./query-language/model";

const SHA256 = /^[\da-f]{64}$/i;

/**
 * By the gateway's name, by the fingerprint that is shown, by the token's SHA-256, and by the
 * token's id (`jti`, also `ISS|JTI`) where that is what the credential is known by (`identities.ts`).
 */
export async function credentialIds(
  sql: postgres.Sql,
  values: readonly QueryValue[],
): Promise<number[]> {
  const texts = values.flatMap(({ text, glob }) => (glob ? [] : [text]));
  const hashes = texts.filter((text) => SHA256.test(text));
  const fingerprints = [
    ...hashes.map((hash) => hash.toLowerCase()),
    ...hashes.flatMap((hash) => [hash, hash.toLowerCase()].map(fingerprintOfToken)),
    ...texts.map((text) => sha256Hex(`jti:${text}`)),
  ];
  const patterns = values.map(likePattern);
  const globs = values.flatMap((value) => (value.glob ? [likePattern(value)] : []));
  const rows = await sql<{ id: number }[]>`
    WITH RECURSIVE issuer (iss) AS (
      (SELECT iss FROM principal ORDER BY iss LIMIT 1)
      UNION ALL
      SELECT (SELECT p.iss FROM principal p WHERE p.iss > issuer.iss ORDER BY p.iss LIMIT 1)
      FROM issuer WHERE issuer.iss IS NOT NULL
    ), known (iss) AS (
      SELECT iss FROM issuer WHERE iss IS NOT NULL
      UNION SELECT coalesce(issuer, 'urn:onbehalf:source:' || name) FROM source
    )
    SELECT id FROM credential WHERE label LIKE ANY(${patterns}::text[])
    UNION
    SELECT id FROM credential WHERE fingerprint = ANY(ARRAY(
      SELECT decode(hex, 'hex') FROM unnest(${fingerprints}::text[]) AS hex
      UNION ALL
      SELECT sha256(convert_to('jti:' || iss || '|' || jti, 'UTF8'))
      FROM known, unnest(${texts}::text[]) AS jti))
    ${globs.length === 0 ? sql`` : sql`UNION SELECT id FROM credential WHERE encode(fingerprint, 'hex') LIKE ANY(${globs}::text[])`}`;
  return rows.map(({ id }) => id);
}
