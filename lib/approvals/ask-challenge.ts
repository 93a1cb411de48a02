// What a passkey has to sign for one decision, made for one member and good for two minutes.
import { randomBytes } from "node:crypto";
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/server";
import { z } from "zod";
import type { Db } from "../../db/client";
import { command, type CommandContext } from "../access/command";
import { ownSession } from "../access/recent-sign-in";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { keepChallenge } from "../passkeys/challenge";
import { liveCredentials } from "../passkeys/live-credentials";
import { CHALLENGE_SECONDS } from "../passkeys/model";
import { requireParty } from "../passkeys/require-party";
import { decisionChallenge, decisionText, type SignedDecision } from "./decision-challenge";
import { lookAtApproval, requirePending } from "./held-approval";
import { CHOICES, WIDER_SCOPES } from "./model";
import { isSeasoned } from "./passkey-rule";

export const challengeInput = z.strictObject({
  choice: z.enum(CHOICES),
  /** The member whose deputy decides. */
  for: z.string().max(64).optional(),
  scope: z.enum(WIDER_SCOPES).optional(),
});

type At = Pick<Env, "url">;
const id = z.string().max(64);

/** Whether they may decide is asked when they do. Throws `forbidden` without a passkey, `conflict`. */
export const askChallenge = (env: At) =>
  command({
    action: "approval.challenged",
    needs: "approvals:decide",
    input: z.object({ id, ask: challengeInput }),
    run: (tx, input, context) =>
      make(tx, env, context, { id: input.id, decision: { kind: "step", ...input.ask } }),
    audit: (input) => ({ subject: input.id, details: input.ask }),
  });

/** As `askChallenge`, for letting a call through past everybody. */
export const askGlassChallenge = (env: At) =>
  command({
    action: "approval.challenged",
    needs: "approvals:break-glass",
    input: z.object({ id }),
    run: (tx, input, context) =>
      make(tx, env, context, { ...input, decision: { kind: "break_glass", choice: "approve" } }),
    audit: (input) => ({ subject: input.id, details: { kind: "break_glass" } }),
  });

async function make(
  tx: Db,
  env: At,
  context: CommandContext,
  asked: { id: string; decision: SignedDecision },
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { memberId } = ownSession(context);
  const { id: rpID } = requireParty(env);
  const held = await lookAtApproval(tx, asked.id);
  requirePending(held);
  const known = await liveCredentials(tx, memberId);
  if (known.length === 0) {
    throw new DomainError(
      "forbidden",
      "You have no passkey yet; your profile is where one is added.",
    );
  }
  const about = { approvalId: held.id, decision: decisionText(asked.decision) };
  const nonce = randomBytes(32);
  const challenge = decisionChallenge({ callDigest: held.callDigest, ...about, nonce });
  const purpose = asked.decision.kind === "break_glass" ? "break_glass" : "decide";
  await keepChallenge(tx, {
    challenge,
    memberId,
    purpose,
    about: { ...about, nonce: nonce.toString("base64url") },
  });
  // A young one would be refused where an older one is at hand.
  const old = known.filter(({ enrolledAt }) => isSeasoned(enrolledAt, Date.now()));
  const offered = held.isDestructive && old.length > 0 ? old : known;
  return generateAuthenticationOptions({
    rpID,
    challenge: new Uint8Array(Buffer.from(challenge, "base64url")),
    allowCredentials: offered.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports,
    })),
    timeout: CHALLENGE_SECONDS * 1000,
    userVerification: "required",
  });
}
