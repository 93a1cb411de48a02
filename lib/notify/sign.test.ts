import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { verifyWebhook } from "../testing/standard-webhooks";
import { makeSigningSecret, signedHeaders } from "./sign";

const vectors = new URL("../../../shared/vectors/standard-webhooks/vectors.json", import.meta.url);
const schema = z.object({
  sign: z.array(
    z.object({
      secret: z.string(),
      id: z.string(),
      timestamp: z.number(),
      payload: z.string(),
      signature: z.string(),
    }),
  ),
});

describe.skipIf(!existsSync(vectors))("the vectors of Standard Webhooks", () => {
  it("are signed alike, with and without the secret's prefix", () => {
    const { sign } = schema.parse(JSON.parse(readFileSync(vectors, "utf8")));
    expect(sign.length).toBeGreaterThan(0);
    for (const { secret, id, timestamp, payload, signature } of sign)
      for (const text of [secret, secret.replace("whsec_", "")])
        expect(
          signedHeaders([text], { id, body: payload, seconds: timestamp })["webhook-signature"],
        ).toBe(signature);
  });
});

describe("a signature", () => {
  const secret = makeSigningSecret();
  const signed = signedHeaders([secret], { id: "msg_1", body: "{}", seconds: 1_000 });

  it("is taken by a receiver, also among others, and for five minutes", () => {
    verifyWebhook(secret, "{}", signed, 1_000);
    verifyWebhook(secret, "{}", signed, 1_300);
    const among = `v1,AAAA v2,BBBB ${signed["webhook-signature"]}`;
    verifyWebhook(secret, "{}", { ...signed, "webhook-signature": among }, 1_000);
  });

  it("by two secrets is taken by a receiver that knows either", () => {
    const next = makeSigningSecret();
    const both = signedHeaders([next, secret], { id: "msg_1", body: "{}", seconds: 1_000 });
    for (const known of [next, secret]) verifyWebhook(known, "{}", both, 1_000);
    expect(() => verifyWebhook(makeSigningSecret(), "{}", both, 1_000)).toThrow(
      "no signature fits",
    );
  });

  it("fits no other body, id, time or secret", () => {
    const check =
      (body: string, more: object, now = 1_000, key = secret) =>
      () =>
        verifyWebhook(key, body, { ...signed, ...more }, now);
    expect(check("{ }", {})).toThrow("no signature fits");
    expect(check("{}", { "webhook-id": "msg_2" })).toThrow("no signature fits");
    expect(check("{}", { "webhook-timestamp": "1001" })).toThrow("no signature fits");
    expect(check("{}", {}, 1_000, makeSigningSecret())).toThrow("no signature fits");
    expect(check("{}", { "webhook-signature": "v1," })).toThrow("no signature fits");
    expect(check("{}", {}, 1_301)).toThrow("not of now");
    expect(check("{}", { "webhook-id": undefined })).toThrow("a header is missing");
  });
});
