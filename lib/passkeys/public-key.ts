// The keys of passkeys in the form that any tool reads.
import { createPublicKey, type JsonWebKey } from "node:crypto";
import { cose, decodeCredentialPublicKey } from "@simplewebauthn/server/helpers";

/** What passkeys may sign with; every browser offers one of them. */
export const ALGORITHMS = [cose.COSEALG.ES256, cose.COSEALG.EdDSA, cose.COSEALG.RS256];

/** A COSE_Key of one of these as SubjectPublicKeyInfo (DER). Throws for any other. */
export function spkiOf(coseKey: Buffer): Buffer {
  const key = createPublicKey({ key: jwkOf(new Uint8Array(coseKey)), format: "jwk" });
  return key.export({ type: "spki", format: "der" });
}

function jwkOf(bytes: Uint8Array<ArrayBuffer>): JsonWebKey {
  const key = decodeCredentialPublicKey(bytes);
  const { COSECRV, COSEKEYS } = cose;
  if (cose.isCOSEPublicKeyEC2(key) && key.get(COSEKEYS.crv) === COSECRV.P256) {
    return { kty: "EC", crv: "P-256", x: text(key.get(COSEKEYS.x)), y: text(key.get(COSEKEYS.y)) };
  }
  if (cose.isCOSEPublicKeyOKP(key) && key.get(COSEKEYS.crv) === COSECRV.ED25519) {
    return { kty: "OKP", crv: "Ed25519", x: text(key.get(COSEKEYS.x)) };
  }
  if (cose.isCOSEPublicKeyRSA(key)) {
    return { kty: "RSA", n: text(key.get(COSEKEYS.n)), e: text(key.get(COSEKEYS.e)) };
  }
  throw new Error("a key of an algorithm that was not asked for");
}

function text(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) throw new Error("a key with a part missing");
  return Buffer.from(bytes).toString("base64url");
}
