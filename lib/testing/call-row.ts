import type { CallRow } from "../calls/view";

/** A call of a list as the API gives it, for tests of what is made of lists. */
export function callRow(parts: Partial<CallRow> = {}): CallRow {
  return {
    id: "call-1",
    index: 1,
    time: "2026-11-20T10:00:00Z",
    type: "tool.call",
    source: { id: "src_test", name: "test" },
    caller: { identity: null, evidence: "absent" },
    client: null,
    session: null,
    server: "jira",
    tool: "create_issue",
    ranAs: { identity: null, kind: null, evidence: "absent", credential: null },
    relation: "unknown",
    verdict: "unattributed",
    flags: [],
    severity: "medium",
    decision: null,
    outcome: "ok",
    durationMs: null,
    approvalId: null,
    traceId: null,
    ...parts,
  };
}
