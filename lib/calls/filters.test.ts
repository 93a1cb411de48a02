import { describe, expect, it } from "vitest";
import {
  anyValue,
  chosenIn,
  excludeValue,
  identityValue,
  onlyValue,
  toggleValue,
  withoutLastTerm,
  withoutTermAt,
} from "./filters";

const QUERY = "verdict:mismatch caller:(alice OR bob*) -tool:github/search";

it("says what is chosen, and counts patterns too", () => {
  expect(chosenIn(QUERY, "caller")).toEqual({ values: ["alice"], count: 2 });
  expect(chosenIn(QUERY, "tool")).toEqual({ values: [], count: 0 });
});

describe("edits of the text", () => {
  it.each([
    [
      "adds to the list",
      toggleValue(QUERY, "verdict", "unknown"),
      "verdict:(mismatch OR unknown) caller:(alice OR bob*) -tool:github/search",
    ],
    [
      "takes out of the list",
      toggleValue(QUERY, "caller", "alice"),
      "verdict:mismatch caller:bob* -tool:github/search",
    ],
    [
      "takes back an exclusion",
      toggleValue(QUERY, "tool", "github/search"),
      "verdict:mismatch caller:(alice OR bob*) tool:github/search",
    ],
    [
      "only this one",
      onlyValue(QUERY, "caller", "carol"),
      "verdict:mismatch -tool:github/search caller:carol",
    ],
    ["lifts a field, keeps exclusions", anyValue(`${QUERY} tool:x`, "tool"), QUERY],
    ["excludes", excludeValue("caller:alice", "caller", "alice"), "-caller:alice"],
    ["drops one term", withoutTermAt(QUERY, 1), "verdict:mismatch -tool:github/search"],
    ["drops the last term", withoutLastTerm(QUERY), "verdict:mismatch caller:(alice OR bob*)"],
    ["nothing to drop", withoutLastTerm(""), null],
  ])("%s", (_name, got, expected) => expect(got).toBe(expected));

  it("refuses where the text cannot be read", () => {
    expect(toggleValue("caller:", "verdict", "match")).toBeNull();
    expect(excludeValue("caller:", "caller", "x")).toBeNull();
  });
});

it("names a person as one, and an unlinked principal by issuer and subject together", () => {
  const identity = { id: "prn_1", name: "x", email: null };
  const principal = { iss: "https://idp.example", sub: "u1" };
  expect(identityValue({ ...identity, principal, person: null })).toBe("https://idp.example|u1");
  expect(identityValue({ ...identity, principal, person: { id: "alice", name: null } })).toBe(
    "person:alice",
  );
  expect(identityValue({ ...identity, principal: null, person: null })).toBe("prn_1");
  const bar = { iss: "https://idp.example|x", sub: "u1" };
  expect(identityValue({ ...identity, principal: bar, person: null })).toBe("prn_1");
});
