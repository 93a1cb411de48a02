import { describe, expect, test } from "vitest";
import { buildIndex } from "../policy/build-index";
import { applyEdit } from "../policy/edit/apply-edit";
import { evaluate } from "../policy/evaluate";
import { factsSchema, indexFacts } from "../policy/facts";
import { readPolicy } from "../policy/read-policy";
import { draftRuleEdits } from "./draft-rule";

const ISS = "https://idp.example";
const ASK = {
  id: "ask",
  name: "Jira waits for a lead",
  subjects: ["anyone"],
  resources: ["tool:jira/*"],
  effect: "ask",
  approval: { steps: [{ from: ["group:leads"] }] },
};
const WISH = {
  subject: `principal:${ISS}|alice`,
  resource: "tool:jira/close_issue",
  ruleIds: ["ask"],
  reason: "approved ten times in a row",
};

function policyOf(text: string) {
  const read = readPolicy(text);
  if (!read.ok) throw new Error(JSON.stringify(read.defects));
  expect(read.doubts).toEqual([]);
  return read.policy;
}

/** The policy after the edits, asked about somebody's call. */
function drafted(rules: readonly object[], wish = WISH) {
  let text = JSON.stringify({ rules });
  const edits = draftRuleEdits(policyOf(text), wish) ?? [];
  for (const edit of edits) {
    const edited = applyEdit(text, edit, {
      membership: { groups: new Map(), personOfPrincipal: new Map() },
      now: 0,
    });
    if (!edited.ok) throw new Error(JSON.stringify(edited.problems));
    text = edited.text;
  }
  const policy = policyOf(text);
  const index = buildIndex(policy, null);
  const facts = indexFacts(factsSchema.parse({}));
  const ask = (sub: string, tool: string) =>
    evaluate(
      index,
      {
        subject: { type: "user", id: sub, properties: { iss: ISS } },
        action: { name: "tools/call", properties: undefined },
        resource: { type: "tool", id: tool, properties: undefined },
        context: { arguments: {} },
      },
      facts,
      Date.now(),
    ).effect;
  return { policy, ask };
}

describe("a draft of what was always approved", () => {
  test.each([
    ["a rule over many tools", [ASK]],
    ["a rule about this tool alone", [{ ...ASK, resources: ["tool:jira/close_issue"] }]],
    [
      "a rule with a condition of its own",
      [{ ...ASK, when: { resource: { properties: { type: { const: "tool" } } } } }],
    ],
  ])("lets this caller use this tool, and asks about nothing less otherwise: %s", (_, rules) => {
    const { ask } = drafted(rules);
    expect(ask("alice", "jira/close_issue")).toBe("allow");
    expect(ask("bob", "jira/close_issue")).toBe("ask");
    const covers = rules[0]?.resources[0] === "tool:jira/*";
    expect(ask("alice", "jira/delete_issue")).toBe(covers ? "ask" : "deny");
    expect(ask("bob", "jira/delete_issue")).toBe(covers ? "ask" : "deny");
    expect(ask("alice", "github/close_issue")).toBe("deny");
  });

  test("loses to a rule that denies, and to one that asks and had not asked", () => {
    const other = { ...ASK, id: "other", name: "Another" };
    expect(drafted([ASK, other]).ask("alice", "jira/close_issue")).toBe("ask");
    const { approval: _people, ...deny } = { ...ASK, id: "no", effect: "deny" };
    expect(drafted([ASK, deny]).ask("alice", "jira/close_issue")).toBe("deny");
  });

  test("says why, and takes nobody's id", () => {
    const { policy } = drafted([ASK, { ...ASK, id: "ask-principal-https-idp-example-alice" }]);
    expect(policy.rules.at(-1)).toMatchObject({ effect: "allow", reason: WISH.reason });
    expect(new Set(policy.rules.map(({ id }) => id)).size).toBe(policy.rules.length);
  });

  test("is none for what is not one tool", () => {
    expect(draftRuleEdits({ rules: [] }, { ...WISH, resource: "tool:jira/*" })).toBeNull();
    expect(draftRuleEdits({ rules: [] }, { ...WISH, resource: "record:7" })).toBeNull();
  });
});
