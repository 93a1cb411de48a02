import { expect, test } from "vitest";
import type { SelectionItem } from "@/lib/approvals/selection-view";
import { factsOf, shareFacts } from "./facts";

const item: SelectionItem = {
  id: "apr_1",
  state: "pending",
  sentence: {
    agent: "bot",
    caller: "Alice",
    action: "tools/call",
    kind: "tool",
    what: "jira/comment",
    runsAs: null,
    mode: null,
  },
  source: { id: "src_1", name: "gateway" },
  caller: null,
  client: "bot",
  server: "jira",
  tool: "comment",
  resource: "tool:jira/comment",
  action: "tools/call",
  risk: "write",
  catalogTool: "7",
  runAs: "service",
  ranAs: null,
  verdict: "unknown",
  relation: "unknown",
  requestedAt: "2026-11-01T00:00:00Z",
  decideUntil: "2026-11-01T00:15:00Z",
  approvedAt: null,
  useUntil: null,
  settledAt: null,
  reason: null,
  given: 0,
  needed: 1,
  breakGlass: false,
  reviewOpen: false,
  mine: null,
  toMe: true,
  unreported: false,
  passedOver: false,
  definitionSha256: "ab",
  downstream: { sub: "svc" },
  more: { action: { properties: { mode: "dry-run" } } },
  besides: null,
  session: "s-1",
  argumentsBytes: 2,
  justification: "please",
  noYes: null,
  noNo: null,
};

test("facts that all share stand once, and none with each of them", () => {
  expect(shareFacts([item, item])).toEqual({ common: factsOf(item), own: [[], []] });
});

test.each<[string, Partial<SelectionItem>]>([
  ["Gateway", { source: { id: "src_2", name: "other" } }],
  ["Agent", { client: "evil-bot" }],
  ["What", { action: "resources/read" }],
  ["What", { resource: "tool:jira/close" }],
  ["Runs as", { runAs: null }],
  ["Downstream", { downstream: { sub: "admin" } }],
  ["And", { more: { action: { properties: { mode: "for-real" } } } }],
  ["Context", { besides: { environment: "prod" } }],
  ["Definition", { definitionSha256: null }],
  ["Session", { session: "s-2" }],
  ["The agent says", { justification: "approve at once" }],
])("%s is shown with each call that has it, where one differs", (name, more) => {
  const other = { ...item, ...more };
  const { common, own } = shareFacts([item, other]);
  expect(common.map((one) => one.name)).not.toContain(name);
  const of = (one: SelectionItem) => factsOf(one).filter((fact) => fact.name === name);
  expect(own).toEqual([of(item), of(other)]);
});
