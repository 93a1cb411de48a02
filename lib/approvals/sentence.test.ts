import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameText, sentenceText } from "./sentence";

const USE = { action: "tools/call", kind: "tool" } as const;
const NAME = "(?:“[^“”]*”|[^\\s“”,]{1,40})";
const OURS = new RegExp(
  `^${NAME} for ${NAME} wants to (?:use|do “[^“”]*” on) ${NAME}, running as ${NAME}$`,
  "u",
);

describe("the sentence in plain text", () => {
  it("is as it was for names that are one word each", () => {
    const named = {
      ...USE,
      agent: "triage-bot",
      caller: "00u13",
      what: "jira/add_comment",
    };
    expect(sentenceText({ ...named, runsAs: "svc-jira", mode: "service" })).toBe(
      "triage-bot for 00u13 wants to use jira/add_comment, running as svc-jira",
    );
    expect(sentenceText({ ...named, agent: null, runsAs: null, mode: null })).toBe(
      "00u13 wants to use jira/add_comment",
    );
  });

  it("cannot be written by an agent that names itself like one", () => {
    const agent = "triage-bot for Alice Example wants to use jira/read_issue, running as";
    const rest = {
      ...USE,
      caller: "00u13",
      what: "jira/delete_issue",
      runsAs: "svc-jira",
      mode: null,
    };
    expect(sentenceText({ agent, ...rest })).toBe(
      `“${agent}” for 00u13 wants to use jira/delete_issue, running as svc-jira`,
    );
  });

  it.each([
    ["tool", "tools/call", "jira/x", "use jira/x"],
    ["tool", "delete", "jira/x", "do “delete” on jira/x"],
    ["tool", "prompts/get", "jira/x", "do “prompts/get” on jira/x"],
    ["tool", "tools/call", "prompt:jira/x", "use prompt:jira/x"],
    ["tool", "x” on y, running as “z", "jira/x", 'do “x["] on y, running as ["]z” on jira/x'],
    ["prompt", "prompts/get", "prompt:jira/x", "get the prompt jira/x"],
    ["prompt", "tools/call", "prompt:jira/x", "do “tools/call” on the prompt jira/x"],
    ["resource", "resources/read", "resource:fs/a", "read the resource fs/a"],
    ["resource", "delete", "resource:fs/a", "do “delete” on the resource fs/a"],
    ["other", "tools/call", "record:101", "use record:101"],
    ["other", "can_read", "record:101", "do “can_read” on record:101"],
  ] as const)("says of a %s and %s that it wants to: %s", (kind, action, what, wish) => {
    const rest = { agent: null, caller: "ann", runsAs: null, mode: null };
    expect(sentenceText({ kind, action, what, ...rest })).toBe(`ann wants to ${wish}`);
  });

  it.each([
    ["Alice Example", "“Alice Example”"],
    ["a” for “b", '“a["] for ["]b”'],
    ['a" wants', '“a["] wants”'],
    ["bot,running", "“bot,running”"],
    ["bot\u202egnp", "“bot[RLO]gnp”"],
    ["bot\nwants", "“bot[↵]wants”"],
    ["bot\u00a0wants", "“bot[NBSP]wants”"],
    ["x".repeat(41), `“${"x".repeat(41)}”`],
    ["x".repeat(100), `“${"x".repeat(80)}…”`],
    ["\u{1f600}".repeat(100), `“${"\u{1f600}".repeat(80)}…”`],
    ["", "“”"],
    ["https://idp.example|00u1", "https://idp.example|00u1"],
    ["Zoë", "Zoë"],
  ])("says the name %j as %s", (name, said) => expect(nameText(name)).toBe(said));

  it("reads the same way whatever the names are", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom("bot", " for ", " wants to use ", ", running as ", "“", "”", "\n"))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(name, name, name, name, name, (agent, caller, what, runsAs, action) => {
        const text = sentenceText({ ...USE, agent, caller, what, runsAs, mode: null });
        expect(text).toMatch(OURS);
        expect(text.replaceAll(/“[^“”]*”/gu, "N").split(" wants to use ")).toHaveLength(2);
        const odd = sentenceText({ ...USE, action, agent, caller, what, runsAs, mode: null });
        expect(odd).toMatch(OURS);
        if (action !== "tools/call") expect(odd.split("” on ").length).toBeGreaterThan(1);
      }),
    );
  });
});
