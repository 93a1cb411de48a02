import { expect, it } from "vitest";
import { type ToolRow, visibleRows } from "./rows";
import { aboveOf, aboveOfMany } from "./above-words";

const row = (held: ToolRow["tool"][4], strict = false): ToolRow => ({
  kind: "tool",
  at: 0,
  server: "jira",
  strict,
  tool: ["get", "1", null, false, held],
});
const blocks = (blockedInPart: boolean) => ({
  columns: ["all" as const],
  isToolBlocked: () => false,
  at: () => ({ blockIds: ["b"], blockedInPart }),
});

it.each([
  [row(null), null, null],
  [row("new"), null, "No call is let through, whatever the rules say: in quarantine: new."],
  [row(null, true), null, "Calls are held where the gateway states no fingerprint."],
  [row(null), blocks(false), "A block denies every call of it, whatever the rules say."],
  [row(null), blocks(true), "A block denies it with some of their accounts."],
  [
    row("blocked", true),
    blocks(false),
    "A block denies every call of it, whatever the rules say. No call is let through, whatever the rules say: blocked in the catalog.",
  ],
])("what is above the rules is said of a cell", (tool, standing, words) => {
  expect(aboveOf(tool, 0, standing)?.words ?? null).toBe(words);
});

it("is said of several cells by how many tools it holds", () => {
  expect(aboveOfMany([row(null)], [0], null)).toBeNull();
  expect(aboveOfMany([row("new"), row("changed"), row(null)], [0], blocks(false))?.words).toBe(
    "Blocks deny some of these calls, whatever the rules say. Of 2 tools no call is let through: the catalog holds them.",
  );
});

it("of a strict server is known to each of its rows", () => {
  const view = {
    columns: [],
    servers: [{ name: "jira", strict: true as const, tools: [row(null).tool] }],
  };
  const shown = { q: "", onlyChanged: false, compares: false, folded: new Set<string>() };
  expect(visibleRows({ ...EMPTY, ...view }, shown)[1]).toMatchObject({ strict: true });
});

const EMPTY = {
  draft: null,
  version: 1,
  revision: null,
  at: "2026-11-26T00:00:00Z",
  parts: [],
  serverNames: ["jira"],
  cut: { tools: 0, columns: 0 },
  kinds: [],
  now: { patterns: [], rows: [] },
  before: null,
  rewritten: [],
  blocks: [],
  rules: [],
};
