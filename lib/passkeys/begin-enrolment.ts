import { randomBytes } from "node:crypto";
import { generateRegistrationOptions } from "@simplewebauthn/server";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { member } from "../../db/schema/access";
import { command } from "../access/command";
import { requireRecentSignIn } from "../access/recent-sign-in";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { keepChallenge } from "./challenge";
import { CHALLENGE_SECONDS, MOST_PASSKEYS } from "./model";
import { liveCredentials } from "./live-credentials";
import { ALGORITHMS } from "./public-key";
import { requireParty } from "./require-party";

/**
 * What the browser makes a passkey with. Throws `forbidden` without a sign-in of the last ten minutes
 * and `conflict` where browsers have no passkeys, or with too many of them.
 */
export const beginEnrolment = (env: Pick<Env, "url">) =>
  command({
    action: "passkey.enrolment_begun",
    needs: null,
    input: z.object({}),
    run: async (tx, _input, context) => {
      const memberId = await requireRecentSignIn(tx, context);
      const party = requireParty(env);
      const known = await liveCredentials(tx, memberId);
      if (known.length >= MOST_PASSKEYS) {
        throw new DomainError("conflict", `You have ${MOST_PASSKEYS} already; remove one first.`);
      }
      const [self] = await tx
        .select({ email: member.email, name: member.name })
        .from(member)
        .where(eq(member.id, memberId));
      if (!self) throw new Error(`member ${memberId} is signed in and does not exist`);
      const options = await generateRegistrationOptions({
        rpName: "Onbehalf",
        rpID: party.id,
        // Always the same: a device keeps one passkey for an account.
        userID: new TextEncoder().encode(memberId),
        userName: self.email,
        userDisplayName: self.name ?? self.email,
        challenge: new Uint8Array(randomBytes(32)),
        timeout: CHALLENGE_SECONDS * 1000,
        attestationType: "none",
        excludeCredentials: known.map(({ credentialId: id, transports }) => ({ id, transports })),
        authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
        supportedAlgorithmIDs: ALGORITHMS,
      });
      const { challenge } = options;
      await keepChallenge(tx, { challenge, memberId, purpose: "enrol" });
      return { memberId, options };
    },
    audit: (_input, { memberId }) => ({ subject: memberId }),
  });
