import { createHash } from "node:crypto";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { z } from "zod";
import { memberPasskey } from "../../db/schema/access";
import { command } from "../access/command";
import { requireRecentSignIn } from "../access/recent-sign-in";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { randomId } from "../ids";
import { takeChallenge } from "./challenge";
import { readClientData } from "./client-data";
import { enrolmentResponse, passkeyName } from "./model";
import { addedNotice, tellOfPasskey } from "./notices";
import { ALGORITHMS, spkiOf } from "./public-key";
import type { RelyingParty } from "./relying-party";
import { requireParty } from "./require-party";

export const addPasskeyInput = z.strictObject({ name: passkeyName, response: enrolmentResponse });
type Response = z.infer<typeof enrolmentResponse>;

/**
 * Keeps what the browser made, and tells the member by e-mail where a mail server is configured.
 * Throws `forbidden` without a recent sign-in or for what does not fit, `conflict` for a known one.
 */
export const addPasskey = (env: Pick<Env, "url" | "smtpUrl">) =>
  command({
    action: "passkey.added",
    needs: null,
    input: addPasskeyInput,
    run: async (tx, { name, response }, context) => {
      const memberId = await requireRecentSignIn(tx, context);
      const party = requireParty(env);
      const client = readClientData(response.response.clientDataJSON);
      const challenge = client?.challenge ?? "";
      if ((await takeChallenge(tx, { challenge, memberId, purpose: "enrol" })) === null) {
        throw new DomainError("forbidden", "This was asked for too long ago; try again.");
      }
      const made = client?.crossOrigin === true ? null : await verify(response, challenge, party);
      if (made === null) throw doesNotFit(party);
      const { credential, credentialDeviceType, credentialBackedUp } = made;
      const publicKey = Buffer.from(credential.publicKey);
      const id = randomId("psk");
      const kept = await tx
        .insert(memberPasskey)
        .values({
          id,
          memberId,
          credentialId: credential.id,
          publicKey,
          counter: credential.counter,
          transports: response.response.transports ?? [],
          deviceBound: credentialDeviceType === "singleDevice",
          backedUp: credentialBackedUp,
          name,
        })
        .onConflictDoNothing()
        .returning({ id: memberPasskey.id });
      if (kept.length === 0)
        throw new DomainError("conflict", "This passkey is known here already.");
      const told = await tellOfPasskey(tx, env, memberId, { id, notice: addedNotice(name) });
      const publicKeySha256 = createHash("sha256").update(spkiOf(publicKey)).digest("hex");
      return { id, memberId, publicKeySha256, told };
    },
    audit: ({ name }, { id, memberId, publicKeySha256, told }) => ({
      subject: memberId,
      details: { passkey: id, name, publicKeySha256, told },
    }),
  });

/** Null for whatever is no passkey of ours; the library throws a sentence for each way to be none. */
async function verify(response: Response, challenge: string, { id, origin }: RelyingParty) {
  const verified = await verifyRegistrationResponse({
    response: { ...response, clientExtensionResults: {} },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  return verified?.verified ? verified.registrationInfo : null;
}

function doesNotFit({ origin }: RelyingParty): DomainError {
  return new DomainError(
    "forbidden",
    `The browser’s answer is not one of a passkey for ${origin} that verified who you are.`,
  );
}
