// A vote by passkey, verified from what is stored and nothing else. Pure, and with node:crypto alone:
// a second implementation beside the library that verified it when it was given.
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { readClientData } from "../passkeys/client-data";
import { decisionChallenge, decisionText, type SignedDecision } from "./decision-challenge";
import type { PasskeyEvidence } from "./passkey-evidence";

export type StoredVote = {
  approvalId: string;
  callDigest: Buffer;
  /** As the other columns of the vote, its deputy and its grant say. */
  decision: SignedDecision;
  evidence: PasskeyEvidence;
};

const PRESENT_AND_VERIFIED = 0b101;

/** What does not hold, in words; null where this key signed exactly this decision. */
export function verifyStoredProof(vote: StoredVote): string | null {
  const { evidence, approvalId, callDigest } = vote;
  const { decision, rpId, origin } = evidence;
  if (decision !== decisionText(vote.decision)) return "something else was signed than is recorded";
  const client = readClientData(evidence.clientDataJSON);
  if (client?.type !== "webauthn.get") return "it is no signature of a passkey";
  const nonce = bytes(evidence.nonce);
  if (client.challenge !== decisionChallenge({ callDigest, approvalId, decision, nonce })) {
    return "the challenge is not that of this call, approval and decision";
  }
  if (client.origin !== origin || client.crossOrigin === true) return "it was signed elsewhere";
  if (!URL.canParse(origin) || new URL(origin).hostname !== rpId)
    return "the origin is not of the host that it is for";
  const data = bytes(evidence.authenticatorData);
  if (!data.subarray(0, 32).equals(sha256(rpId))) return "the passkey is one of another host";
  if (((data[32] ?? 0) & PRESENT_AND_VERIFIED) !== PRESENT_AND_VERIFIED) {
    return "the passkey did not verify who used it";
  }
  const signed = Buffer.concat([data, sha256(bytes(evidence.clientDataJSON))]);
  return isSignedBy(evidence, signed) ? null : "the signature is not one of this key";
}

function isSignedBy({ publicKey, signature }: PasskeyEvidence, signed: Buffer): boolean {
  const key = readKey(publicKey);
  if (key === null) return false;
  // Ed25519 hashes by itself; ES256 and RS256 sign a SHA-256.
  const digest = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  return verify(digest, signed, key, bytes(signature));
}

function readKey(spki: string): KeyObject | null {
  try {
    return createPublicKey({ key: bytes(spki), format: "der", type: "spki" });
  } catch {
    return null;
  }
}

function bytes(base64url: string): Buffer {
  return Buffer.from(base64url, "base64url");
}

function sha256(content: string | Buffer): Buffer {
  return createHash("sha256").update(content).digest();
}
