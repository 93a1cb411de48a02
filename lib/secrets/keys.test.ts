import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deriveKeys, parseSecret } from "./keys";

const secret = Buffer.alloc(32, 7);
const keys = deriveKeys(secret);
const other = deriveKeys(Buffer.alloc(32, 8));

describe("what is encrypted", () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map((one) => Buffer.from(one));

  it("comes back with the same key and context", () => {
    fc.assert(
      fc.property(bytes, fc.string(), (text, context) =>
        keys.decrypt(keys.encrypt(text, context), context).equals(text),
      ),
    );
  });

  it("never comes back changed: every flipped bit is noticed", () => {
    const sealed = keys.encrypt(Buffer.from("a record"), "raw/1/0");
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const copy = Buffer.from(sealed);
      copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => keys.decrypt(copy, "raw/1/0")).toThrow();
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(() => keys.decrypt(sealed.subarray(0, length), "raw/1/0")).toThrow();
    }
  });

  it("opens with no other context and no other secret", () => {
    const sealed = keys.encrypt(Buffer.from("a record"), "raw/1/0");
    expect(() => keys.decrypt(sealed, "raw/1/1")).toThrow();
    expect(() => keys.decrypt(sealed, "")).toThrow();
    expect(() => other.decrypt(sealed, "raw/1/0")).toThrow();
  });

  it("differs each time and hides the text", () => {
    const text = Buffer.from("the same text");
    const [one, two] = [keys.encrypt(text, ""), keys.encrypt(text, "")];
    expect(one.equals(two)).toBe(false);
    expect(one.includes(text)).toBe(false);
    expect(one[0]).toBe(1);
  });
});

describe("the derived keys", () => {
  it("are of one purpose each and never the secret itself", () => {
    const all = [
      keys.sessions,
      keys.fingerprint,
      keys.dedupeMac("x").toString("base64url"),
      keys.redactionMac("x"),
      keys.cursorMac("x").toString("base64url"),
      secret.toString("base64url"),
      secret.toString("hex"),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(other.fingerprint).not.toBe(keys.fingerprint);
    expect(other.dedupeMac("x").equals(keys.dedupeMac("x"))).toBe(false);
  });

  it("stay what they were in the first release, or no stored event is recognised again", () => {
    expect(keys.fingerprint).toBe("275452ffaae903f4");
    expect(keys.dedupeMac("x").toString("hex")).toBe(
      "d082fad8a00a4056049da96aac32f8ad07b02c40717f93efbe15e61873ff8fc3",
    );
    expect(keys.redactionMac("x").slice(0, 8)).toBe("f06f4be8");
  });
});

describe("ONBEHALF_SECRET", () => {
  it("is 32 bytes as hex, base64 or base64url, white space around it ignored", () => {
    const bytes = randomBytes(32);
    for (const encoding of ["hex", "base64", "base64url"] as const) {
      expect(parseSecret(` ${bytes.toString(encoding)}\n`).equals(bytes)).toBe(true);
    }
    expect(parseSecret(bytes.toString("hex").toUpperCase()).equals(bytes)).toBe(true);
  });

  it.each(["", "short", "a".repeat(63), "00".repeat(31), "password".repeat(8)])(
    "%j is refused and the sentence says how to make one",
    (text) => {
      expect(() => parseSecret(text)).toThrow("openssl rand -hex 32");
    },
  );

  it("of another length derives nothing", () => {
    expect(() => deriveKeys(Buffer.alloc(31))).toThrow("32 bytes");
  });
});
