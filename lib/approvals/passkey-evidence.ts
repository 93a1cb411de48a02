import { z } from "zod";

const bytes = z.base64url();

/** Everything that a vote by passkey can be verified with, as it was when it was given. */
export const passkeyEvidence = z.object({
  /** Our id of it, under which the admin log says when its member added it. */
  passkey: z.string(),
  credentialId: bytes,
  /** SubjectPublicKeyInfo (DER). */
  publicKey: bytes,
  enrolledAt: z.string(),
  rpId: z.string(),
  origin: z.string(),
  /** `decisionText` of what was decided. */
  decision: z.string(),
  nonce: bytes,
  authenticatorData: bytes,
  clientDataJSON: bytes,
  signature: bytes,
});
export type PasskeyEvidence = z.infer<typeof passkeyEvidence>;
