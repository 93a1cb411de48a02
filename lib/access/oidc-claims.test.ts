import { describe, expect, it } from "vitest";
import { type OidcRules, parseAllowClaim, readCompanyAccount } from "./oidc-claims";

const ISSUER = "https://idp.example";
const rules: OidcRules = {
  allow: { claim: "groups", value: "secops" },
  roleClaim: "realm.roles",
  groupsClaim: "groups",
};
const read = (claims: Record<string, unknown>, more: Partial<OidcRules> = {}) =>
  readCompanyAccount({ iss: ISSUER, sub: "00u1", ...claims }, ISSUER, { ...rules, ...more });

describe("the claims of a company account", () => {
  it.each([
    ["of another issuer", { iss: "https://evil.example" }],
    ["of an issuer that only begins like ours", { iss: `${ISSUER}.evil.example` }],
    ["without a subject", { sub: undefined }],
    ["with an empty subject", { sub: "" }],
    ["with a subject that is no text", { sub: 7 }],
    ["with an endless subject", { sub: "x".repeat(1_001) }],
  ])("%s are nobody's", (_name, claims) => {
    expect(read(claims)).toBeNull();
  });

  it("fit an issuer that is written with or without the last slash", () => {
    expect(read({ iss: `${ISSUER}/` })).toMatchObject({ iss: `${ISSUER}/` });
  });

  it.each([
    [["secops", "all"], true],
    ["secops", true],
    [["secops2", "SECOPS", "sec"], false],
    ["secops,all", false],
    [[["secops"]], false],
    [{ secops: true }, false],
    [undefined, false],
  ])("groups of %j let in: %s", (groups, allowed) => {
    expect(read({ groups })?.allowed).toBe(allowed);
  });

  it("let nobody in where no claim is configured to", () => {
    expect(read({ groups: ["secops"] }, { allow: null })?.allowed).toBe(false);
  });

  it("give roles that exist, keep the others apart, and none when the claim is missing", () => {
    const claims = { realm: { roles: ["auditor", "Owner", "root", "auditor", 7] } };
    expect(read(claims)?.roles).toEqual({ known: ["auditor"], unknown: ["Owner", "root"] });
    expect(read({})?.roles).toEqual({ known: [], unknown: [] });
    expect(read({}, { roleClaim: null })?.roles).toBeNull();
  });

  it("are looked up by their whole name before their path, and never in a prototype", () => {
    const roleClaim = "https://acme.example/roles";
    expect(read({ [roleClaim]: "viewer" }, { roleClaim })?.roles?.known).toEqual(["viewer"]);
    expect(read({}, { roleClaim: "constructor.name" })?.roles?.known).toEqual([]);
  });

  it("carry an e-mail only where the issuer says that it is verified", () => {
    const email = "a@acme.example";
    expect(read({ email, email_verified: true })?.email).toBe(email);
    for (const verified of [undefined, false, "true", 1])
      expect(read({ email, email_verified: verified })?.email).toBeNull();
  });
});

describe("OIDC_ALLOW_CLAIM", () => {
  it.each([
    ["groups:secops", { claim: "groups", value: "secops" }],
    ["groups:team:secops", { claim: "groups", value: "team:secops" }],
    [
      "https://acme.example/groups:secops",
      { claim: "https://acme.example/groups", value: "secops" },
    ],
    ["groups", null],
    [":x", null],
    ["groups:", null],
  ])("%s", (text, expected) => {
    expect(parseAllowClaim(text)).toEqual(expected);
  });
});
