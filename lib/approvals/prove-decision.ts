// How somebody proves that they decide: a recent sign-in, or a passkey that signs this decision.
import type { Db } from "../../db/client";
import type { CommandContext } from "../access/command";
import { ownSession, recentSignIn } from "../access/recent-sign-in";
import type { Env } from "../env";
import { DomainError } from "../errors";
import { takeChallenge } from "../passkeys/challenge";
import { readClientData } from "../passkeys/client-data";
import type { SignedResponse } from "../passkeys/model";
import { verifySigned } from "../passkeys/verify-signed";
import { decisionChallenge, decisionText, type SignedDecision } from "./decision-challenge";
import type { HeldApproval } from "./held-approval";
import { DECIDE_WITHIN_MINUTES, type Proof } from "./model";
import type { PasskeyEvidence } from "./passkey-evidence";
import { isSeasoned } from "./passkey-rule";

export type Proved = {
  memberId: string;
  /** Null for a session. In milliseconds since the epoch. */
  passkey: { enrolledAt: number; isSeasoned: boolean } | null;
  /** As the vote keeps it. */
  kept: { proof: Proof; provedAt: string; evidence: string | null };
};

type At = Pick<Env, "url">;
type Asked = { held: HeldApproval; decision: SignedDecision; passkey: SignedResponse | undefined };

/** Throws `forbidden` for whatever does not prove it; then nothing is used up. */
export async function proveDecision(
  tx: Db,
  env: At,
  context: CommandContext,
  { held, decision, passkey }: Asked,
): Promise<Proved> {
  if (passkey !== undefined) {
    return proveByPasskey(tx, env, ownSession(context).memberId, { held, decision, passkey });
  }
  const { memberId, authTime } = await recentSignIn(tx, context, DECIDE_WITHIN_MINUTES);
  const kept = { proof: "session", provedAt: authTime, evidence: null } as const;
  return { memberId, passkey: null, kept };
}

async function proveByPasskey(
  tx: Db,
  env: At,
  memberId: string,
  { held, decision, passkey }: Asked & { passkey: SignedResponse },
): Promise<Proved> {
  const about = { approvalId: held.id, decision: decisionText(decision) };
  const { clientDataJSON, authenticatorData, signature } = passkey.response;
  const claimed = readClientData(clientDataJSON)?.challenge ?? "";
  const purpose = decision.kind === "break_glass" ? "break_glass" : "decide";
  const taken = await takeChallenge(tx, { challenge: claimed, memberId, purpose, about });
  if (taken === null || taken.nonce === null) {
    throw new DomainError(
      "forbidden",
      "The passkey did not sign this decision within the last two minutes; sign it again.",
    );
  }
  const nonce = Buffer.from(taken.nonce, "base64url");
  const challenge = decisionChallenge({ callDigest: held.callDigest, ...about, nonce });
  const signed = await verifySigned(tx, env, memberId, { response: passkey, challenge });
  const evidence: PasskeyEvidence = {
    passkey: signed.passkey,
    credentialId: passkey.id,
    publicKey: signed.publicKey.toString("base64url"),
    enrolledAt: signed.enrolledAt,
    rpId: signed.party.id,
    origin: signed.party.origin,
    decision: about.decision,
    nonce: taken.nonce,
    authenticatorData,
    clientDataJSON,
    signature,
  };
  const { provedAt } = signed;
  const enrolledAt = Date.parse(signed.enrolledAt);
  return {
    memberId,
    passkey: { enrolledAt, isSeasoned: isSeasoned(enrolledAt, Date.parse(provedAt)) },
    kept: { proof: "passkey", provedAt, evidence: JSON.stringify(evidence) },
  };
}
