import { describe, expect, it } from "vitest";
import { makeApiKey, readApiKey } from "../sources/api-key";
import { makeAccessToken, presentedToken, readAccessToken } from "./access-token";

describe("the text of an access token", () => {
  it("reads back as what was made, and only whole", () => {
    const { id, text, secretSha256 } = makeAccessToken();
    expect(readAccessToken(text)).toEqual({ id, secretSha256 });
    for (let at = 0; at < text.length; at++) {
      const other = text[at] === "a" ? "b" : "a";
      expect(readAccessToken(text.slice(0, at) + other + text.slice(at + 1))).toBeNull();
      expect(readAccessToken(text.slice(0, at))).toBeNull();
    }
    expect(readAccessToken(`${text}a`)).toBeNull();
  });

  it("is no API key, nor the other way round", () => {
    expect(readApiKey(makeAccessToken().text)).toBeNull();
    expect(readAccessToken(makeApiKey().text)).toBeNull();
    expect(readAccessToken(makeApiKey().text.replace("ob_", "obp_"))).toBeNull();
  });

  it("is presented as a bearer, whatever the case of the scheme", () => {
    expect(presentedToken("bearer obp_x")).toBe("obp_x");
    expect(presentedToken("Bearer obp_")).toBe("obp_");
    for (const other of [null, "", "Bearer ob_x", "Basic obp_x", "obp_x"])
      expect(presentedToken(other)).toBeNull();
  });
});
