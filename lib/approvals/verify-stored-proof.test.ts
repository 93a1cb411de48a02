import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decisionChallenge, decisionText, type SignedDecision } from "./decision-challenge";
import { type StoredVote, verifyStoredProof } from "./verify-stored-proof";

const decision: SignedDecision = { kind: "step", choice: "approve", for: "mem_1" };
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest();
const text = (bytes: Buffer) => bytes.toString("base64url");

type Pair = { publicKey: KeyObject; privateKey: KeyObject };
const PAIRS: [string, Pair][] = [
  ["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })],
  ["EdDSA", generateKeyPairSync("ed25519")],
  ["RS256", generateKeyPairSync("rsa", { modulusLength: 2048 })],
];

function vote({ publicKey, privateKey }: Pair, flags = 0b101, more: object = {}): StoredVote {
  const nonce = Buffer.alloc(32, 3);
  const callDigest = Buffer.alloc(32, 1);
  const of = { callDigest, approvalId: "apr_1", decision: decisionText(decision), nonce };
  const challenge = decisionChallenge(of);
  const client = { type: "webauthn.get", challenge, origin: "https://a.example", ...more };
  const clientData = Buffer.from(JSON.stringify(client));
  const data = Buffer.concat([sha256("a.example"), Buffer.of(flags, 0, 0, 0, 1)]);
  const digest = publicKey.asymmetricKeyType === "ed25519" ? null : "sha256";
  return {
    approvalId: of.approvalId,
    callDigest,
    decision,
    evidence: {
      passkey: "psk_1",
      credentialId: "AAAA",
      publicKey: text(publicKey.export({ type: "spki", format: "der" })),
      enrolledAt: "2026-11-01T00:00:00Z",
      rpId: "a.example",
      origin: "https://a.example",
      decision: of.decision,
      nonce: text(nonce),
      authenticatorData: text(data),
      clientDataJSON: text(clientData),
      signature: text(sign(digest, Buffer.concat([data, sha256(clientData)]), privateKey)),
    },
  };
}

describe.each(PAIRS)("a stored vote signed with %s", (_name, pair) => {
  const whole = vote(pair);

  test("holds as it is", () => {
    expect(verifyStoredProof(whole)).toBeNull();
  });

  test("does not with any one bit of what was signed changed", () => {
    const signed = ["nonce", "authenticatorData", "clientDataJSON", "signature"] as const;
    fc.assert(
      fc.property(fc.constantFrom(...signed), fc.nat(), (field, at) => {
        const bytes = Buffer.from(whole.evidence[field], "base64url");
        const bit = at % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const evidence = { ...whole.evidence, [field]: text(bytes) };
        expect(verifyStoredProof({ ...whole, evidence })).not.toBeNull();
      }),
    );
  });

  test.each<[string, Partial<StoredVote>]>([
    ["another approval", { approvalId: "apr_2" }],
    ["another call", { callDigest: Buffer.alloc(32, 2) }],
    ["the other choice", { decision: { ...decision, choice: "deny" } }],
    ["somebody's own power", { decision: { kind: "step", choice: "approve" } }],
    ["a wider scope", { decision: { ...decision, scope: "same_arguments" } }],
    ["a broken glass", { decision: { ...decision, kind: "break_glass" } }],
  ])("does not hold for %s", (_what, other) => {
    expect(verifyStoredProof({ ...whole, ...other })).not.toBeNull();
  });

  test.each([
    ["without the person verified", vote(pair, 0b001)],
    ["without the person there", vote(pair, 0b100)],
    ["as an enrolment", vote(pair, 0b101, { type: "webauthn.create" })],
    ["in another page's frame", vote(pair, 0b101, { crossOrigin: true })],
    ["at another origin", vote(pair, 0b101, { origin: "https://a.example:8443" })],
  ])("does not hold when it was signed %s", (_what, other) => {
    expect(verifyStoredProof(other)).not.toBeNull();
  });

  test("does not hold with another key, or what is none", () => {
    const other = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" });
    for (const publicKey of [text(other), "AAAA"]) {
      const evidence = { ...whole.evidence, publicKey };
      expect(verifyStoredProof({ ...whole, evidence })).not.toBeNull();
    }
  });
});
