import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { makeApiKey, readApiKey, sameSecret } from "./api-key";

describe("an API key", () => {
  it("reads back as its id and the hash that is stored, which does not hold the secret", () => {
    const { id, text, secretSha256 } = makeApiKey();
    const read = readApiKey(text);
    expect(read?.id).toBe(id);
    expect(sameSecret(read?.secretSha256 ?? Buffer.alloc(0), secretSha256)).toBe(true);
    const secret = text.slice(20, 63);
    expect(secretSha256.equals(createHash("sha256").update(secret).digest())).toBe(true);
  });

  it("is a new one each time, of one shape", () => {
    const all = Array.from({ length: 200 }, makeApiKey);
    expect(new Set(all.map(({ text }) => text)).size).toBe(200);
    expect(new Set(all.map(({ id }) => id)).size).toBe(200);
    for (const { text } of all) {
      expect(text).toMatch(/^ob_[0-9a-f]{16}_[A-Za-z0-9_-]{43}[0-9a-f]{8}$/);
    }
  });

  it("with any one character changed, added or missing is none, before any look-up", () => {
    const { text } = makeApiKey();
    for (let at = 0; at < text.length; at++) {
      const changed = text[at] === "a" ? "b" : "a";
      expect(readApiKey(text.slice(0, at) + changed + text.slice(at + 1))).toBeNull();
      expect(readApiKey(text.slice(0, at) + text.slice(at + 1))).toBeNull();
      expect(readApiKey(`${text.slice(0, at)}x${text.slice(at)}`)).toBeNull();
    }
  });

  it("of pieces of two keys is none: the checksum covers id and secret", () => {
    const [one, two] = [makeApiKey().text, makeApiKey().text];
    expect(readApiKey(one.slice(0, 20) + two.slice(20))).toBeNull();
  });

  it.each(["", "ob_", "Bearer x", "ob__", `ob_${"0".repeat(16)}_${"A".repeat(43)}00000000\n`])(
    "%j is none",
    (text) => {
      expect(readApiKey(text)).toBeNull();
    },
  );

  it("is compared by the whole hash", () => {
    const hash = makeApiKey().secretSha256;
    const near = Buffer.from(hash);
    near[31] = (near[31] ?? 0) ^ 1;
    expect(sameSecret(hash, Buffer.from(hash))).toBe(true);
    expect(sameSecret(hash, near)).toBe(false);
    expect(sameSecret(hash, hash.subarray(0, 31))).toBe(false);
    expect(sameSecret(hash, Buffer.alloc(0))).toBe(false);
  });
});
