// What a browser made, as a passkey of ours.
import { createHash } from "node:crypto";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import type { z } from "zod";
import { readClientData } from "./client-data";
import type { enrolmentResponse } from "./model";
import { ALGORITHMS, spkiOf } from "./public-key";
import type { RelyingParty } from "./relying-party";

export type MadePasskey = {
  credentialId: string;
  /** COSE_Key; and SHA-256 of it as SubjectPublicKeyInfo, in hex. */
  publicKey: Buffer;
  publicKeySha256: string;
  counter: number;
  deviceBound: boolean;
  backedUp: boolean;
};

/**
 * Null for whatever is none: other challenge, origin or host, a person who was not verified, a key of
 * another kind. The library throws for each of them, and so does a key that cannot be read.
 */
export async function readMade(
  response: z.infer<typeof enrolmentResponse>,
  challenge: string,
  { id, origin }: RelyingParty,
): Promise<MadePasskey | null> {
  if (readClientData(response.response.clientDataJSON)?.crossOrigin === true) return null;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (registrationInfo === undefined) return null;
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo;
    const publicKey = Buffer.from(credential.publicKey);
    return {
      credentialId: credential.id,
      publicKey,
      publicKeySha256: createHash("sha256").update(spkiOf(publicKey)).digest("hex"),
      counter: credential.counter,
      deviceBound: credentialDeviceType === "singleDevice",
      backedUp: credentialBackedUp,
    };
  } catch {
    return null;
  }
}
