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
import { readMade } from "./read-made";
import { requireParty } from "./require-party";

export const addPasskeyInput = z.strictObject({ name: passkeyName, response: enrolmentResponse });

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
      const challenge = readClientData(response.response.clientDataJSON)?.challenge ?? "";
      if ((await takeChallenge(tx, { challenge, memberId, purpose: "enrol" })) === null) {
        throw new DomainError("forbidden", "This was asked for too long ago; try again.");
      }
      const made = await readMade(response, challenge, party);
      if (made === null) {
        throw new DomainError(
          "forbidden",
          `The browser’s answer is not a passkey for ${party.origin} that verified who you are.`,
        );
      }
      const { publicKeySha256, ...key } = made;
      const id = randomId("psk");
      const transports = response.response.transports ?? [];
      const kept = await tx
        .insert(memberPasskey)
        .values({ id, memberId, ...key, transports, name })
        .onConflictDoNothing()
        .returning({ id: memberPasskey.id });
      if (kept.length === 0) {
        throw new DomainError("conflict", "This passkey is known here already.");
      }
      const told = await tellOfPasskey(tx, env, memberId, { id, notice: addedNotice(name) });
      return { id, memberId, publicKeySha256, told };
    },
    audit: ({ name }, { id, memberId, publicKeySha256, told }) => ({
      subject: memberId,
      details: { passkey: id, name, publicKeySha256, told },
    }),
  });
