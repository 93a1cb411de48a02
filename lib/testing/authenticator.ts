// An authenticator in software: makes ES256 passkeys and signs with them as a device would, or
// otherwise where a test wants to see that refused.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { z } from "zod";

/** Of a request or a creation: all that is read. */
const asked = z.object({ challenge: z.string() });

export type Manner = {
  origin?: string;
  rpId?: string;
  /** Whether it verified the person. */
  verified?: boolean;
  counter?: number;
  crossOrigin?: boolean;
  /** The curve that a new key claims to be on, by COSE's number; 1 is P-256. */
  curve?: number;
};

export type Authenticator = ReturnType<typeof authenticator>;

export function authenticator(kept: { origin: string; rpId: string }) {
  const id = randomBytes(16);
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  let uses = 0;
  const clientData = (type: string, options: unknown, manner: Manner) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: asked.parse(options).challenge,
        origin: manner.origin ?? kept.origin,
        crossOrigin: manner.crossOrigin ?? false,
      }),
    );
  const authData = (manner: Manner, attested: Buffer) => {
    uses += 1;
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(manner.counter ?? uses);
    const flags =
      0b1 | (manner.verified === false ? 0 : 0b100) | (attested.length > 0 ? 0b1000000 : 0);
    const host = sha256(Buffer.from(manner.rpId ?? kept.rpId));
    return Buffer.concat([host, Buffer.of(flags), counter, attested]);
  };
  const credential = { id: text(id), rawId: text(id), type: "public-key" };
  return {
    /** Answers the options of an enrolment. */
    create: (options: unknown, manner: Manner = {}) => {
      const { x = "", y = "" } = publicKey.export({ format: "jwk" });
      const key = new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, manner.curve ?? 1],
        [-2, new Uint8Array(Buffer.from(x, "base64url"))],
        [-3, new Uint8Array(Buffer.from(y, "base64url"))],
      ]);
      const length = Buffer.of(0, id.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, id, isoCBOR.encode(key)]);
      const attestation = new Map<string, string | Uint8Array | Map<string, string>>([
        ["fmt", "none"],
        ["attStmt", new Map<string, string>()],
        ["authData", new Uint8Array(authData(manner, attested))],
      ]);
      return {
        ...credential,
        response: {
          clientDataJSON: text(clientData("webauthn.create", options, manner)),
          attestationObject: text(Buffer.from(isoCBOR.encode(attestation))),
          transports: ["internal"],
        },
      };
    },
    /** Signs the options of a challenge. */
    sign: (options: unknown, manner: Manner = {}) => {
      const client = clientData("webauthn.get", options, manner);
      const data = authData(manner, Buffer.alloc(0));
      const signature = sign("sha256", Buffer.concat([data, sha256(client)]), privateKey);
      return {
        ...credential,
        response: {
          clientDataJSON: text(client),
          authenticatorData: text(data),
          signature: text(signature),
        },
      };
    },
  };
}

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

function text(bytes: Buffer): string {
  return bytes.toString("base64url");
}
