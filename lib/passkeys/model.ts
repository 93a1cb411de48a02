// Passkeys: what a member signs decisions with (WebAuthn level 3). Client-safe.
import { z } from "zod";

/** What a challenge is for; one of another purpose never does. */
export const PURPOSES = ["enrol", "decide", "break_glass"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** So long a challenge can be answered. */
export const CHALLENGE_SECONDS = 120;

/** A younger one does not decide destructive calls alone. */
export const SEASONED_AFTER_MS = 24 * 3600 * 1000;

export const MOST_PASSKEYS = 20;

export const passkeyName = z.string().trim().min(1, "a name is needed").max(60);

const base64url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, "not base64url");

const credential = {
  id: base64url(1_400),
  rawId: base64url(1_400),
  type: z.literal("public-key"),
};

/** RegistrationResponseJSON, as far as it is read; attestation is neither asked for nor judged. */
export const enrolmentResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8_000),
    attestationObject: base64url(40_000),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
});

/** AuthenticationResponseJSON, as far as it is read. */
export const signedResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(8_000),
    authenticatorData: base64url(8_000),
    signature: base64url(8_000),
  }),
});
export type SignedResponse = z.infer<typeof signedResponse>;

export const passkeyView = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  /** Never leaves its device; the others may be copied by whoever keeps them. */
  deviceBound: z.boolean(),
  /** From then on it decides destructive calls alone. */
  seasonedAt: z.string(),
});
export type PasskeyView = z.infer<typeof passkeyView>;

export const passkeysSchema = z.object({
  items: z.array(passkeyView),
  next: z.null(),
  /** Why no passkey works at this address; null where they do. */
  impossible: z.string().nullable(),
});

const credentials = z.array(
  z.object({ id: z.string(), type: z.string(), transports: z.array(z.string()).optional() }),
);
const verification = z.enum(["required", "preferred", "discouraged"]);

/** PublicKeyCredentialCreationOptionsJSON: what a browser makes a passkey with. */
export const creationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ name: z.string(), id: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal("public-key"), alg: z.number() })),
  timeout: z.number(),
  excludeCredentials: credentials,
  authenticatorSelection: z.object({
    residentKey: verification,
    userVerification: verification,
  }),
  attestation: z.enum(["none", "direct", "enterprise"]),
});
export type CreationOptions = z.infer<typeof creationOptions>;

/** PublicKeyCredentialRequestOptionsJSON: what a browser asks a passkey to sign. */
export const requestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  allowCredentials: credentials,
  userVerification: verification,
});
export type RequestOptions = z.infer<typeof requestOptions>;
