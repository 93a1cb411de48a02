import { expect, it } from "vitest";
import { comparison } from "./policy-comparison";

type Policy = Parameters<typeof comparison>[0];

const answer = (effect: "allow" | "deny") => ({ effect, reason: "rule" as const, rules: [] });
const version = (number: number) => ({ number, author: null, publishedAt: null, reason: null });
const today = (number: number, ...effects: ("allow" | "deny")[]): Policy["today"] => ({
  version: version(number),
  answers: effects.map(answer),
  undecided: [],
  limited: [],
  asked: { groups: null, client: null, runAs: null },
  argumentsRead: false,
  unread: null,
  redacted: [],
});
const decision = (number: number, would: "deny" | null = null): Policy["decision"] => ({
  id: "dec_1",
  time: "2026-11-26T00:00:00Z",
  source: { id: "src_1", name: "edge" },
  caller: null,
  client: null,
  action: "tools/call",
  resource: "tool:a/b",
  runAs: null,
  effect: "allow",
  would,
  reason: "rule",
  ruleIds: [],
  blockIds: [],
  policyVersion: number,
  retryAfter: null,
  requestId: null,
  call: null,
  approval: null,
  rules: [],
  version: version(number),
});

it.each([
  [decision(1), today(2, "deny"), "Allowed by version 1; version 2, in force now, would deny it."],
  [
    decision(2),
    today(2, "allow"),
    "Allowed by version 2, which is still in force and would allow it today.",
  ],
  [
    decision(1, "deny"),
    today(2, "deny", "allow"),
    "Let through by monitoring, though version 1 said deny; version 2, in force now, would deny it or allow it: which one cannot be told here.",
  ],
  [null, today(0, "deny"), "No decision is known; with no version published, it would be denied."],
  [decision(1), null, "Allowed by version 1. What would be answered now cannot be told."],
] as const)("both answers are one sentence (%#)", (then, now, sentence) => {
  expect(comparison({ decision: then, noDecision: null, today: now, noToday: null }, null)).toBe(
    sentence,
  );
});

it("what the gateway says that it decided is no unknown decision", () => {
  const policy = { decision: null, noDecision: "not_ours", today: null, noToday: null } as const;
  expect(comparison(policy, "deny")).toBe(
    "Denied, as its gateway reports. What would be answered now cannot be told.",
  );
});
