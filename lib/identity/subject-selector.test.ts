import { describe, expect, it } from "vitest";
import { fitsSubject, parseSubjectSelector, type Subject } from "./subject-selector";

const mara: Subject = {
  principal: { iss: "https://login.example", sub: "auth0|7001" },
  person: "mara",
  client: "https://agent.example/client.json",
  inGroup: (name) => name === "oncall",
};
const nobody: Subject = { inGroup: () => false };
const fits = (text: string, subject: Subject) => {
  const selector = parseSubjectSelector(text);
  return selector !== undefined && fitsSubject(selector, subject);
};

describe("subject selectors", () => {
  it.each([
    ["anyone", true],
    ["person:mara", true],
    ["person:Mara", false],
    ["person:jonas", false],
    ["group:oncall", true],
    ["group:sales", false],
    ["client:https://agent.example/client.json", true],
    ["client:https://agent.example", false],
    ["principal:https://login.example|auth0|7001", true],
    ["principal:https://login.example|7001", false],
    ["principal:https://other.example|auth0|7001", false],
  ])("%s: %s", (text, expected) => {
    expect(fits(text, mara)).toBe(expected);
  });

  it("only anyone fits nobody", () => {
    expect(fits("anyone", nobody)).toBe(true);
    for (const text of ["person:mara", "group:oncall", "client:x", "principal:a|b"]) {
      expect(fits(text, nobody)).toBe(false);
    }
  });

  it.each([
    "",
    "mara",
    "person:",
    "anyone:x",
    "role:admin",
    "principal:nobar",
    "principal:|x",
    "principal:x|",
  ])("%j follows none of the forms", (text) => {
    expect(parseSubjectSelector(text)).toBeUndefined();
  });
});
