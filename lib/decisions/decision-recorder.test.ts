import { expect, test } from "vitest";
import { decisionRecorder } from "./decision-recorder";
import type { DecisionRecord } from "./model";

const MADE: DecisionRecord = {
  id: "0",
  at: 0,
  sourceId: 1,
  caller: { iss: "https://idp.example", sub: "00ann" },
  client: undefined,
  action: "tools/call",
  tool: { server: "wiki", name: "read" },
  resource: "tool:wiki/read",
  runAs: undefined,
  effect: "allow",
  would: undefined,
  reason: "rule",
  ruleIds: ["wiki"],
  blockIds: [],
  policyVersion: 1,
  retryAfter: undefined,
  requestId: undefined,
};

test("one record that cannot be kept does not hold up the others", async () => {
  const refused = new Error("no such text");
  const stored: string[] = [];
  const failures: unknown[] = [];
  const recorder = decisionRecorder({
    store: async (records) => {
      if (records.some(({ action }) => action === "bad")) throw refused;
      stored.push(...records.map(({ id }) => id));
    },
    isPassing: () => false,
    failed: (error) => failures.push(error),
  });
  for (const [id, action] of [
    ["1", "good"],
    ["2", "bad"],
    ["3", "good"],
  ]) {
    recorder.add({ ...MADE, id: id ?? "", action: action ?? "" });
  }
  await recorder.flush();
  expect(stored).toEqual(["1", "3"]);
  expect(failures).toEqual([refused]);
});
