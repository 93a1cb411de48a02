import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SERVER_STATES, TOOL_STATES, type ToolState } from "./model";
import {
  afterSighting,
  type KnownTool,
  mayBecome,
  SERVER_TRANSITIONS,
  TOOL_TRANSITIONS,
} from "./tool-states";

const learning = { state: "learning", strict: false } as const;
const enforced = { state: "enforced", strict: false } as const;
const strict = { state: "enforced", strict: true } as const;
const tool = (state: ToolState, sha256: string | null, reviewedSha256 = sha256): KnownTool => ({
  state,
  sha256,
  reviewedSha256,
  lastSeen: 100,
  toldAt: sha256 === null ? null : 100,
  goneSince: null,
});

describe("a sighting", () => {
  it.each([
    ["of an unknown tool is learned", null, learning, "A", "allowed", "A", "A", ["first_seen"]],
    ["of a name alone is learned", null, learning, null, "allowed", null, null, ["first_seen"]],
    ["of an unknown tool, enforced: new", null, enforced, "A", "new", "A", null, ["first_seen"]],
    ["of the same definition", tool("allowed", "A"), enforced, "A", "allowed", "A", "A", []],
    ["without a fingerprint", tool("allowed", "A"), strict, null, "allowed", "A", "A", []],
    [
      "of another definition while learning is registered",
      tool("allowed", "A"),
      learning,
      "B",
      "allowed",
      "B",
      "B",
      ["definition_changed"],
    ],
    [
      "of another definition, enforced: changed",
      tool("allowed", "A"),
      enforced,
      "B",
      "changed",
      "B",
      "A",
      ["definition_changed"],
    ],
    [
      "of the first definition of a known name is registered",
      tool("allowed", null),
      enforced,
      "A",
      "allowed",
      "A",
      "A",
      ["first_definition"],
    ],
    [
      "of the first definition, strict: changed",
      tool("allowed", null),
      strict,
      "A",
      "changed",
      "A",
      null,
      ["first_definition"],
    ],
    [
      "that goes back to the reviewed definition waits all the same",
      tool("changed", "B", "A"),
      enforced,
      "A",
      "changed",
      "A",
      "A",
      ["definition_changed"],
    ],
    [
      "of a new tool's next definition stays new",
      tool("new", "A", null),
      enforced,
      "B",
      "new",
      "B",
      null,
      ["definition_changed"],
    ],
    [
      "never lifts a block",
      tool("blocked", "A", null),
      learning,
      "B",
      "blocked",
      "B",
      null,
      ["definition_changed"],
    ],
  ] as const)("%s", (_, known, server, sha256, state, now, reviewed, changes) => {
    const after = afterSighting(known, server, { sha256, at: 200 });
    const toldAt = sha256 === null ? (known?.toldAt ?? null) : 200;
    expect(after).toEqual({
      tool: {
        state,
        sha256: now,
        reviewedSha256: reviewed,
        lastSeen: 200,
        toldAt,
        goneSince: null,
      },
      changes,
    });
  });

  it("of a definition counts, although its name was seen later", () => {
    const called = { ...tool("allowed", "A"), lastSeen: 500 };
    const after = afterSighting(called, enforced, { sha256: "B", at: 200 });
    expect(after.tool).toMatchObject({ state: "changed", sha256: "B", toldAt: 200, lastSeen: 500 });
  });

  it("that is older than the last one changes nothing", () => {
    const known = tool("allowed", "A");
    const after = afterSighting(known, enforced, { sha256: "B", at: 99 });
    expect(after).toEqual({ tool: known, changes: [] });
  });

  it("after a list without the tool brings it back, in the state that it had", () => {
    const gone = { ...tool("blocked", "A"), goneSince: 150 };
    const after = afterSighting(gone, enforced, { sha256: "A", at: 151 });
    expect(after.tool).toMatchObject({ state: "blocked", goneSince: null });
    expect(after.changes).toEqual(["back"]);
    expect(afterSighting(gone, enforced, { sha256: "A", at: 150 }).tool.goneSince).toBe(150);
  });

  it("leads only where the transitions allow, and never from waiting to allowed by itself", () => {
    const sha = fc.constantFrom("A", "B", "C", null);
    const known = fc.record({
      state: fc.constantFrom(...TOOL_STATES),
      sha256: sha,
      reviewedSha256: sha,
      lastSeen: fc.nat(9),
      toldAt: fc.option(fc.nat(9)),
      goneSince: fc.option(fc.nat(9)),
    });
    const server = fc.record({
      state: fc.constantFrom(...SERVER_STATES),
      strict: fc.boolean(),
    });
    fc.assert(
      fc.property(known, server, sha, fc.nat(9), (before, where, sha256, at) => {
        const { tool: after } = afterSighting(before, where, { sha256, at });
        const allowedNow = after.state === "allowed" && before.state !== "allowed";
        expect(allowedNow).toBe(false);
        if (after.state !== before.state) expect(mayBecome(before.state, after.state)).toBe(true);
        if (where.state === "enforced" && after.state === "allowed" && before.reviewedSha256)
          expect(after.reviewedSha256).toBe(before.reviewedSha256);
      }),
    );
  });
});

describe("the states", () => {
  it("lead somewhere, and nothing but being seen changed makes a tool changed", () => {
    for (const state of TOOL_STATES) expect(TOOL_TRANSITIONS[state].length).toBeGreaterThan(0);
    const to = (goal: ToolState) => TOOL_STATES.filter((state) => mayBecome(state, goal));
    expect(to("changed")).toEqual(["allowed"]);
    expect(to("new")).toEqual([]);
    expect(to("blocked")).toEqual(["allowed", "new", "changed"]);
    expect(SERVER_TRANSITIONS).toEqual({ learning: ["enforced"], enforced: ["learning"] });
  });
});
