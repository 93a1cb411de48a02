// What a passkey signed, checked in the transaction of what it was signed for.
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { sql } from "drizzle-orm";
import type { Db } from "../../db/client";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { readClientData } from "./client-data";
import type { SignedResponse } from "./model";
import { spkiOf } from "./public-key";
import { requireParty } from "./require-party";

type Row = {
  id: string;
  publicKey: Buffer;
  counter: number;
  enrolledAt: string;
  provedAt: string;
};

export type Signed = {
  passkey: string;
  /** RFC 3339, UTC. */
  enrolledAt: string;
  provedAt: string;
  /** SubjectPublicKeyInfo (DER), as it is now. */
  publicKey: Buffer;
  party: { id: string; origin: string };
};

/**
 * By a live passkey of this member, over exactly this challenge, at exactly our origin, with the
 * person verified; its counter is moved on. Throws `forbidden`, and then nothing has changed.
 */
export async function verifySigned(
  tx: Db,
  env: Pick<Env, "url">,
  memberId: string,
  { response, challenge }: { response: SignedResponse; challenge: string },
): Promise<Signed> {
  const party = requireParty(env);
  const [key] = await tx.execute<Row>(sql`
    SELECT id, public_key AS "publicKey", counter::float8 AS counter,
           to_json(created_at)#>>'{}' AS "enrolledAt",
           to_json(clock_timestamp())#>>'{}' AS "provedAt"
    FROM member_passkey
    WHERE credential_id = ${response.id} AND member_id = ${memberId} AND removed_at IS NULL
    FOR UPDATE`);
  if (!key) throw new DomainError("forbidden", "This passkey is none of yours here.");
  if (readClientData(response.response.clientDataJSON)?.crossOrigin === true) throw doesNotFit();
  const verified = await verifyAuthenticationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    credential: {
      id: response.id,
      publicKey: new Uint8Array(key.publicKey),
      counter: key.counter,
    },
  }).catch(() => null);
  if (verified?.verified !== true) throw doesNotFit();
  const { newCounter, credentialBackedUp } = verified.authenticationInfo;
  await tx.execute(sql`
    UPDATE member_passkey SET counter = ${newCounter}, backed_up = ${credentialBackedUp},
      last_used_at = clock_timestamp()
    WHERE id = ${key.id}`);
  const { id: passkey, enrolledAt, provedAt } = key;
  return { passkey, enrolledAt, provedAt, publicKey: spkiOf(key.publicKey), party };
}

function doesNotFit(): DomainError {
  return new DomainError(
    "forbidden",
    "What the passkey signed does not fit: another address or decision, or a copy of the passkey was used before.",
  );
}
