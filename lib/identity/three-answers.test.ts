import { describe, expect, it } from "vitest";
import { callRecordSchema } from "../calls/model";
import { indexDirectory } from "./directory-index";
import { judge } from "./judge";
import { directorySchema, VERDICTS } from "./model";
import { threeAnswers } from "./three-answers";

const IDP = "https://login.harbor.example";
const JIRA = "https://jira.example";
const SERVICE = { iss: JIRA, sub: "svc-jira-admin" };
const sanction = {
  ranAs: SERVICE,
  tools: ["tool:jira/*"],
  callers: ["anyone"],
  owner: "person:jonas",
  reason: "Clean-up",
  from: "2026-01-01T00:00:00Z",
  until: "2026-12-31T00:00:00Z",
};
const people = {
  persons: [
    {
      id: "mara",
      name: "Mara",
      principals: [
        { iss: IDP, sub: "7001" },
        { iss: JIRA, sub: "m-1" },
      ],
    },
    { id: "jonas", name: "Jonas", principals: [{ iss: JIRA, sub: "j-2" }] },
  ],
  gateways: [{ source: "log", evidenceProvider: true }],
};
const base = {
  id: "r-1",
  type: "tool.call",
  time: "2026-06-01T12:00:00Z",
  caller: { evidence: "validated", iss: IDP, sub: "7001" },
  client: { id: "agent-1" },
  server: { name: "jira" },
  tool: { name: "delete_issue" },
  downstream: { evidence: "validated", kind: "user_token", iss: JIRA, sub: "m-1" },
};
const service = { evidence: "observed", kind: "client_credentials", ...SERVICE };

function answersTo(change: object, { sanctions = [] as object[], heard = "" } = {}) {
  const record = callRecordSchema.parse({ ...base, ...change });
  const index = indexDirectory(directorySchema.parse({ ...people, sanctions }));
  const evidence = heard
    ? [{ kind: "token.mint" as const, source: "log", iss: JIRA, sub: heard }]
    : [];
  const judgement = judge(record, { source: "edge", evidence }, index);
  return { judgement, answers: threeAnswers(record, judgement, { caller: "Mara" }) };
}

const ONE_OF_EACH: Record<(typeof VERDICTS)[number], ReturnType<typeof answersTo>> = {
  contradicted: answersTo({}, { heard: "j-2" }),
  not_run: answersTo({ downstream: {}, outcome: { status: "denied" } }),
  unattributed: answersTo({ caller: {} }),
  mismatch: answersTo({ downstream: service }),
  unknown: answersTo({ downstream: {} }),
  sanctioned: answersTo({ downstream: service }, { sanctions: [sanction] }),
  claimed: answersTo({ downstream: { ...base.downstream, evidence: "configured" } }),
  match: answersTo({}),
};

describe("the three answers", () => {
  it.each(VERDICTS)("are whole sentences for %s", (verdict) => {
    const { judgement, answers } = ONE_OF_EACH[verdict];
    expect(judgement.verdict).toBe(verdict);
    for (const { text } of Object.values(answers)) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(text).not.toMatch(/undefined|null|\.\.|,\.| {2}/);
    }
  });

  it("say that a difference is intentional, and why", () => {
    expect(ONE_OF_EACH.sanctioned.answers).toEqual({
      ranAs: {
        text: "Ran as svc-jira-admin, a service identity, with client credentials.",
        evidence: "observed",
      },
      authorisedBy: { text: "Authorised by Mara through agent-1.", evidence: "validated" },
      difference: {
        text: "They differ, which is intentional: Ran as svc-jira-admin, a service identity. Sanctioned until 2026-12-31T00:00:00Z, owner person:jonas: Clean-up.",
        evidence: "observed",
      },
    });
  });

  it("say that nobody explained a difference, and name the rule that was broken", () => {
    expect(ONE_OF_EACH.mismatch.answers.difference.text).toBe(
      "They differ, and nobody explained it: Ran as svc-jira-admin, a service identity; no sanction covers jira/delete_issue for Mara.",
    );
    const broken = answersTo({ consent: { clientId: "agent-2" } }).answers.difference.text;
    expect(broken).toContain("belong together, but a rule was broken");
    expect(broken).toContain("agent-2");
  });

  it("never name an identity that nothing names", () => {
    const { ranAs, authorisedBy } = answersTo({ caller: {}, downstream: {} }).answers;
    expect(ranAs).toEqual({
      text: "Ran as an unknown identity: nothing names it.",
      evidence: "absent",
    });
    expect(authorisedBy.text).toBe("Nobody is named as the caller, through agent-1.");
    expect(authorisedBy.evidence).toBe("absent");
  });

  it("do not call a refused call authorised, and tell a claim from a proof", () => {
    expect(ONE_OF_EACH.not_run.answers.authorisedBy.text).toContain("Asked for by Mara");
    const asserted = answersTo({ caller: { ...base.caller, evidence: "asserted" } }).answers;
    expect(asserted.authorisedBy.text).toContain("by their own word only");
    expect(asserted.difference.evidence).toBe("asserted");
  });

  it("mention the policy's decision and the approval", () => {
    const { authorisedBy } = answersTo({
      authorization: { decision: "ask" },
      approval: { id: "ap-9" },
    }).answers;
    expect(authorisedBy.text).toBe(
      "Authorised by Mara through agent-1; the gateway's policy said ask; approval ap-9.",
    );
  });
});
