// What a passkey signs when somebody decides: this decision about this call, and nothing else. Pure.
import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "../ledger/canonical-json";
import { CHOICES, VOTE_KINDS, WIDER_SCOPES } from "./model";

export const signedDecision = z.strictObject({
  kind: z.enum(VOTE_KINDS),
  choice: z.enum(CHOICES),
  /** The member whose deputy decides. */
  for: z.string().optional(),
  scope: z.enum(WIDER_SCOPES).optional(),
});
export type SignedDecision = z.infer<typeof signedDecision>;

/** Canonical JSON; what is absent is left out. */
export function decisionText(decision: SignedDecision): string {
  return canonicalJson(decision);
}

/**
 * SHA-256(call_digest || approval id || decision || nonce), in base64url. Digest and nonce are 32
 * bytes each, an id has no brace and a decision begins with one: no two inputs are the same bytes.
 */
export function decisionChallenge(parts: {
  callDigest: Buffer;
  approvalId: string;
  /** As `decisionText` writes it. */
  decision: string;
  nonce: Buffer;
}): string {
  return createHash("sha256")
    .update(parts.callDigest)
    .update(parts.approvalId)
    .update(parts.decision)
    .update(parts.nonce)
    .digest("base64url");
}
