import { describe, expect, it } from "vitest";
import { severityOf, type Weighable } from "./severity";

const calm: Weighable = {
  verdict: "match",
  relation: "same_person",
  sanctioned: false,
  flags: [],
  risk: "read",
};
const of = (change: Partial<Weighable>) => severityOf({ ...calm, ...change });

describe("severityOf", () => {
  it.each([
    ["contradicted", "critical"],
    ["mismatch", "medium"],
    ["unattributed", "medium"],
    ["unknown", "low"],
    ["sanctioned", "none"],
    ["claimed", "none"],
    ["match", "none"],
    ["not_run", "none"],
  ] as const)("%s alone is %s", (verdict, severity) => {
    expect(of({ verdict })).toBe(severity);
  });

  it("takes the highest of all", () => {
    expect(of({ verdict: "unknown", flags: ["caller_expired"] })).toBe("medium");
    expect(of({ verdict: "unattributed", flags: ["tenant_crossed"] })).toBe("high");
    expect(of({ verdict: "contradicted", flags: ["tenant_crossed"] })).toBe("critical");
  });

  it("another person is critical unless sanctioned", () => {
    expect(of({ relation: "other_person", verdict: "unattributed" })).toBe("critical");
    expect(of({ relation: "other_person", verdict: "sanctioned", sanctioned: true })).toBe("none");
  });

  it("an undeclared service is high on a destructive tool only", () => {
    const service = { verdict: "mismatch", flags: ["undeclared_service"] } as const;
    expect(of({ ...service, risk: "write" })).toBe("medium");
    expect(of({ ...service, risk: "destructive" })).toBe("high");
  });

  it("flags that the worker adds later raise it too", () => {
    expect(of({ flags: ["executed_after_deny"] })).toBe("high");
    expect(of({ flags: ["session_shared"] })).toBe("high");
    expect(of({ flags: ["first_seen", "shared_credential"] })).toBe("none");
  });
});
