import { describe, expect, it } from "vitest";
import { callRecordSchema } from "../calls/model";
import { indexDirectory } from "./directory-index";
import { judge } from "./judge";
import { directorySchema } from "./model";

const IDP = "https://login.harbor.example";
const JIRA = "https://jira.example";
const directory = {
  persons: [
    { id: "alice", principals: [{ iss: IDP, sub: "7001" }] },
    { id: "jonas", name: "Jonas", principals: [{ iss: JIRA, sub: "j-2" }] },
  ],
  gateways: [{ source: "log", evidenceProvider: true }],
};
const base = {
  id: "r-1",
  type: "tool.call",
  time: "2026-06-01T12:00:00Z",
  caller: { evidence: "validated", iss: IDP, sub: "7001" },
  server: { name: "jira" },
  tool: { name: "delete_issue" },
  downstream: {
    evidence: "validated",
    kind: "client_credentials",
    iss: JIRA,
    sub: "svc-jira-admin",
  },
};
const reasons = (
  change: object,
  more: object = {},
  evidence: { iss: string; sub: string }[] = [],
) =>
  judge(
    callRecordSchema.parse({ ...base, ...change }),
    {
      source: "edge",
      evidence: evidence.map((one) => ({ kind: "token.mint", source: "log", ...one })),
    },
    indexDirectory(directorySchema.parse({ ...directory, ...more })),
  ).reasons;

describe("reasons", () => {
  it("say which sanction is missing, for which tool and whom, once", () => {
    expect(reasons({})).toEqual([
      {
        rule: "undeclared_service",
        text: "Ran as svc-jira-admin, a service identity; no sanction covers jira/delete_issue for alice.",
      },
    ]);
  });

  it("name the sanction that explains, by whom, until when and why", () => {
    const sanction = {
      ranAs: { iss: JIRA, sub: "svc-jira-admin" },
      tools: ["tool:jira/*"],
      callers: ["anyone"],
      owner: "person:jonas",
      reason: "Clean-up",
      ticket: "OPS-7",
      from: "2026-01-01T00:00:00Z",
      until: "2026-12-31T00:00:00Z",
    };
    const later = { ...sanction, reason: "Longer", until: "2027-01-01T00:00:00Z" };
    const expected = "Sanctioned until 2027-01-01T00:00:00Z, owner person:jonas: Longer, OPS-7.";
    for (const sanctions of [
      [sanction, later],
      [later, sanction],
    ]) {
      expect(reasons({}, { sanctions })).toContainEqual({ rule: "sanction", text: expected });
    }
  });

  it("name both people when another person's account was used", () => {
    const downstream = { ...base.downstream, kind: "user_token", sub: "j-2" };
    expect(reasons({ downstream })[0]).toEqual({
      rule: "other_person",
      text: "Ran as Jonas, but alice asked.",
    });
  });

  it("name both audiences when the token was meant for another resource", () => {
    const downstream = { ...base.downstream, token: { aud: ["https://other.example"] } };
    const server = { name: "jira", resource: "https://mcp.jira.example" };
    expect(reasons({ downstream, server })).toContainEqual({
      rule: "audience_mismatch",
      text: "The downstream token is meant for https://other.example, not for the server https://mcp.jira.example.",
    });
  });

  it("put a contradiction first, with the witness and both names", () => {
    expect(reasons({}, {}, [{ iss: JIRA, sub: "j-2" }])[0]).toEqual({
      rule: "contradicted",
      text: "log names https://jira.example | j-2, but the gateway edge named svc-jira-admin.",
    });
  });

  it("say where a gap was filled and by whom", () => {
    expect(reasons({ downstream: {} }, {}, [{ iss: JIRA, sub: "j-2" }])).toContainEqual({
      rule: "independent_evidence",
      text: "The gateway named nobody; log names https://jira.example | j-2.",
    });
  });

  it("say where a source claimed more than its word is worth", () => {
    const gateways = [
      { source: "edge", callerCeiling: "asserted", downstreamCeiling: "validated" },
    ];
    expect(reasons({}, { gateways }).filter(({ rule }) => rule === "evidence_ceiling")).toEqual([
      {
        rule: "evidence_ceiling",
        text: "edge calls the caller validated; its word counts only as asserted.",
      },
    ]);
  });

  it("stay short, however long the values are", () => {
    const downstream = {
      ...base.downstream,
      sub: "x".repeat(100_000),
      token: { aud: Array.from({ length: 1_000 }, (_, i) => `https://${i}.example`) },
    };
    const server = { name: "jira", resource: "https://mcp.jira.example" };
    for (const { text } of reasons({ downstream, server })) expect(text.length).toBeLessThan(1_200);
  });
});
