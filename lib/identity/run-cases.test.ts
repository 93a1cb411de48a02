import { describe, expect, it } from "vitest";
import { runVerdictCases } from "./run-cases";

const principal = { iss: "https://login.example", sub: "1" };
const record = {
  id: "r-1",
  type: "tool.call",
  time: "2026-06-01T12:00:00Z",
  caller: { evidence: "validated", ...principal },
  downstream: { evidence: "configured", kind: "user_token", ...principal },
};
const file = (wantedOutcome: object, more: object = {}) => ({
  source: "edge",
  information: ["downstream_unverified"],
  directory: {},
  cases: [{ name: "one", record: { ...record, ...more }, expect: wantedOutcome }],
});
const wanted = { relation: "same_person", verdict: "claimed", flags: [] };

describe("runVerdictCases", () => {
  it("passes when relation, verdict and flags are as expected", () => {
    expect(runVerdictCases(file(wanted))).toEqual([
      {
        name: "one",
        relation: "same_person",
        verdict: "claimed",
        flags: ["downstream_unverified"],
        evidence: "configured",
        severity: "none",
        pass: true,
      },
    ]);
  });

  it.each([
    ["another relation", { relation: "service" }],
    ["another verdict", { verdict: "match" }],
    ["another severity", { severity: "low" }],
    ["another evidence", { evidence: "observed" }],
    ["a flag that is not raised", { flags: ["caller_expired"] }],
  ])("fails on %s", (_, change) => {
    expect(runVerdictCases(file({ ...wanted, ...change }))[0]?.pass).toBe(false);
  });

  it("fails on a raised flag that is neither expected nor for information", () => {
    const strict = { ...file(wanted), information: [] };
    expect(runVerdictCases(strict)[0]?.pass).toBe(false);
  });

  it("takes every source but the file's as an evidence provider", () => {
    const evidence = (source: string) => ({
      evidence: [{ kind: "downstream.observed", source, ...principal, sub: "2" }],
    });
    expect(runVerdictCases(file(wanted, evidence("log")))[0]?.verdict).toBe("contradicted");
    expect(runVerdictCases(file(wanted, evidence("edge")))[0]?.verdict).toBe("claimed");
  });

  it("fails a case that does not fit the form alone, and says why", () => {
    const broken = { name: "two", record: { ...record, time: "noon" }, expect: wanted };
    const both = { ...file(wanted), cases: [broken, ...file(wanted).cases] };
    const [first, second] = runVerdictCases(both);
    expect(first).toMatchObject({ name: "two", verdict: null, pass: false });
    expect(first?.problem).toContain("time");
    expect(second?.pass).toBe(true);
  });

  it("throws when the file is no file of cases", () => {
    expect(() => runVerdictCases([])).toThrow();
  });
});
