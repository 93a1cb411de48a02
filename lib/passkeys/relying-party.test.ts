import { expect, test } from "vitest";
import { relyingPartyOf, whyImpossible } from "./relying-party";

test.each([
  [
    "https://onbehalf.acme.example",
    { id: "onbehalf.acme.example", origin: "https://onbehalf.acme.example" },
  ],
  ["https://acme.example:8443/", { id: "acme.example", origin: "https://acme.example:8443" }],
  ["http://localhost:3000", { id: "localhost", origin: "http://localhost:3000" }],
])("a passkey of %s belongs to its host name, at exactly its origin", (url, party) => {
  expect(relyingPartyOf(new URL(url))).toEqual(party);
  expect(whyImpossible(new URL(url))).toBeNull();
});

test.each([
  ["http://127.0.0.1:3000", /host name/],
  ["https://10.1.2.3", /host name/],
  ["https://[::1]:3000", /host name/],
  ["http://onbehalf.acme.example", /https/],
])("at %s there are none, and the console says why", (url, why) => {
  expect(whyImpossible(new URL(url))).toMatch(why);
});
