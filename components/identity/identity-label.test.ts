import { describe, expect, it } from "vitest";
import type { Identity } from "@/lib/calls/view";
import { identityLabel, shortSubject } from "./identity-label";
import { pairSentence } from "./pair-sentence";

const alice: Identity = {
  id: "prn_1",
  principal: { iss: "https://idp.acme.example", sub: "00u1alice" },
  person: { id: "alice", name: "Alice Nguyen" },
  name: "anguyen",
  email: "alice@acme.example",
};
const key: Identity = {
  id: "prn_2",
  principal: { iss: "https://github.com", sub: "svc-jira-admin" },
  person: null,
  name: null,
  email: null,
};
const erased: Identity = { id: "prn_3", principal: null, person: null, name: null, email: null };

describe("an identity is never shown by display name alone", () => {
  it("a person has the subject beside the name", () => {
    expect(identityLabel(alice)).toMatchObject({ name: "Alice Nguyen", hint: "00u1alice" });
  });

  it("a bare subject has its issuer beside it, and a name equal to the subject counts as bare", () => {
    expect(identityLabel(key)).toMatchObject({ name: "svc-jira-admin", hint: "github.com" });
    expect(identityLabel({ ...key, name: "svc-jira-admin" })).toMatchObject({ hint: "github.com" });
  });

  it("an e-mail never becomes the name", () => {
    const { name } = identityLabel({ ...alice, person: null, name: null });
    expect(name).toBe("00u1alice");
  });

  it("says so when the directory entry was erased", () => {
    expect(identityLabel(erased)).toMatchObject({ name: "erased identity", hint: null });
  });
});

it.each([
  ["a linked person, whatever the credential", alice, "api_key", "person"],
  ["an API key", key, "api_key", "service"],
  ["client credentials", key, "client_credentials", "service"],
  ["a workload", key, "workload", "workload"],
  ["nobody's principal", key, "user_token", "unlinked"],
] as const)("shape of %s", (_name, identity, kind, nature) => {
  expect(identityLabel(identity, kind).nature).toBe(nature);
});

it.each([
  ["https://github.com", "gi"],
  ["https://idp.acme.example", "ac"],
  ["https://login.microsoftonline.com/tenant/v2.0", "mi"],
  ["urn:onbehalf:toolhive", "to"],
  ["https://127.0.0.1:9000", "12"],
])("issuer %s is marked %s", (iss, monogram) => {
  const principal = { iss, sub: "x" };
  expect(identityLabel({ ...key, principal }).monogram).toBe(monogram);
});

it("shortens a subject in its middle, and a URI to its end", () => {
  expect(shortSubject("0123456789abcdef0123456789abcdef")).toBe("0123456789ab…89abcdef");
  expect(shortSubject("spiffe://acme.example/ns/agents/sa/triage")).toBe("sa/triage");
  expect(shortSubject("00u1alice")).toBe("00u1alice");
});

const validated = { identity: alice, evidence: "validated" } as const;
const apiKey = {
  identity: key,
  kind: "api_key",
  evidence: "configured",
  credential: null,
} as const;
const nobody = { identity: null, kind: null, evidence: "absent", credential: null } as const;

it("a principal whose issuer the gateway did not report says so, and has no issuer's mark", () => {
  const principal = { iss: "urn:onbehalf:source:toolhive", sub: "dana" };
  const label = identityLabel({ ...key, principal });
  expect(label).toMatchObject({ name: "dana", monogram: "–" });
  expect(label.hint).toBe("issuer not reported (toolhive)");
  expect(label.issuer).toBe("issuer not reported (toolhive)");
});

it("the issuer is told in full beside its short form", () => {
  const principal = { iss: "https://login.example/tenant/v2.0", sub: "x" };
  expect(identityLabel({ ...key, principal })).toMatchObject({
    hint: "login.example",
    issuer: "https://login.example/tenant/v2.0",
  });
});

describe("the pair as one sentence", () => {
  it.each([
    [
      { caller: validated, ranAs: apiKey, verdict: "mismatch" },
      "Alice Nguyen ran as svc-jira-admin: mismatch",
    ],
    [
      { caller: { identity: null, evidence: "absent" }, ranAs: apiKey, verdict: "unattributed" },
      "No known caller ran as svc-jira-admin: unattributed",
    ],
    [
      { caller: { ...validated, evidence: "asserted" }, ranAs: apiKey, verdict: "unattributed" },
      "Alice Nguyen (claimed name) ran as svc-jira-admin: unattributed",
    ],
    [
      { caller: validated, ranAs: nobody, verdict: "unknown" },
      "Alice Nguyen ran as an identity nobody reported: unknown",
    ],
    [{ caller: validated, ranAs: nobody, verdict: "not_run" }, "Alice Nguyen: not run"],
  ] as const)("%#", (call, sentence) => expect(pairSentence(call)).toBe(sentence));
});
