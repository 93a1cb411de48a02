import { describe, expect, it } from "vitest";
import { type Policy, type Rule, ruleSchema } from "../model";
import { semanticDiffOf } from "./semantic-diff";

const NOW = Date.parse("2026-11-26T00:00:00Z");
const rule = (more: Record<string, unknown>): Rule =>
  ruleSchema.parse({
    id: "r",
    subjects: ["group:eng"],
    resources: ["tool:jira/*"],
    effect: "allow",
    ...more,
  });
const policy = (...rules: Rule[]): Policy => ({ rules, entities: [], tests: [] });
const tools = ["get", "delete_issue"].map((name) => ({ type: "tool", server: "jira", name }));
const membership = { groups: new Map([["eng", new Set(["ada"])]]), personOfPrincipal: new Map() };

function said(before: Rule[], after: Rule[]): string[] {
  const { items } = semanticDiffOf(policy(...before), policy(...after), {
    membership,
    tools,
    now: NOW,
  });
  return items.map(
    ({ subject, change, tool, selector }) => `${subject} ${change} ${tool ?? selector}`,
  );
}

const asks = (count: number) => ({
  effect: "ask",
  approval: { steps: [{ from: ["group:ops"], count }] },
});
const limit = (calls: number) => ({ limit: { calls, per: "hour" } });

describe("a semantic diff", () => {
  it.each<[string, Rule[], Rule[], string[]]>([
    [
      "gains",
      [],
      [rule({ resources: ["tool:jira/delete_issue"] })],
      ["group:eng gained delete_issue"],
    ],
    [
      "loses",
      [rule({})],
      [rule({}), rule({ id: "d", resources: ["tool:jira/get"], effect: "deny" })],
      ["group:eng revoked get"],
    ],
    [
      "is newly asked",
      [rule({ resources: ["tool:jira/get"] })],
      [rule({ resources: ["tool:jira/get"], effect: "ask" })],
      ["group:eng newly_asked get"],
    ],
    [
      "is no longer asked",
      [rule({ resources: ["tool:jira/get"], effect: "ask" })],
      [rule({ resources: ["tool:jira/get"] })],
      ["group:eng no_longer_asked get"],
    ],
    [
      "has another condition",
      [rule({ resources: ["tool:jira/get"] })],
      [rule({ resources: ["tool:jira/get"], when: { runAs: ["caller"] } })],
      ["group:eng condition_changed get"],
    ],
    [
      "has another limit",
      [rule({ resources: ["tool:jira/get"], ...limit(1) })],
      [rule({ resources: ["tool:jira/get"], ...limit(2) })],
      ["group:eng limit_changed get"],
    ],
    [
      "is asked of others",
      [rule({ resources: ["tool:jira/get"], ...asks(1) })],
      [rule({ resources: ["tool:jira/get"], ...asks(2) })],
      ["group:eng approval_changed get"],
    ],
    [
      "is spared",
      [
        rule({}),
        rule({ id: "d", subjects: ["anyone"], effect: "deny", resources: ["tool:jira/get"] }),
      ],
      [
        rule({}),
        rule({
          id: "d",
          subjects: ["anyone"],
          except: ["group:eng"],
          effect: "deny",
          resources: ["tool:jira/get"],
        }),
      ],
      ["group:eng gained get"],
    ],
    [
      "gains what nobody knows yet",
      [],
      [rule({ resources: ["tool:new/*"] })],
      ["group:eng gained tool:new/*"],
    ],
    [
      "gains for a person of the group nothing, who has it already",
      [rule({})],
      [rule({}), rule({ id: "p", subjects: ["person:ada"] })],
      [],
    ],
    [
      "is the same under another name",
      [rule({})],
      [rule({ id: "x", name: "new", owner: "o" })],
      [],
    ],
  ])("says who %s", (_, before, after, items) => {
    expect(said(before, after)).toEqual(items);
  });

  it("compares 10,000 rules over 2,000 tools in seconds, and says where it stopped listing", () => {
    const many = Array.from({ length: 2_000 }, (_, n) => ({
      type: "tool",
      server: `s${n % 40}`,
      name: `t${n}`,
    }));
    const rules = Array.from({ length: 10_000 }, (_, n) =>
      rule({
        id: `r${n}`,
        subjects: [`group:g${n % 200}`],
        resources: [`tool:s${n % 40}/t${n % 2_000}`],
      }),
    );
    const after = [
      ...rules.slice(100),
      rule({ id: "wide", subjects: ["group:g1", "anyone"], resources: ["tool:*/*"] }),
    ];
    const began = performance.now();
    const diff = semanticDiffOf(policy(...rules), policy(...after), {
      membership,
      tools: many,
      now: NOW,
    });
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(diff.truncated).toBe(true);
    expect(diff.items).toHaveLength(1_000);
    expect(diff.totals).toContainEqual({ subject: "anyone", change: "gained", n: 2_000 });
    expect(diff.rules).toMatchObject({ added: ["wide"], changed: [] });
    expect(diff.rules.removed).toHaveLength(100);
  });

  it("says of a person what one of their accounts gains, though another stays denied", () => {
    const personOfPrincipal = new Map([
      ["19|https://idp.example1", { id: "ada" }],
      ["19|https://git.example7", { id: "ada" }],
    ]);
    const denied = rule({ id: "d", subjects: ["principal:https://git.example|7"], effect: "deny" });
    const allowed = rule({ id: "a", subjects: ["person:ada"], resources: ["tool:jira/get"] });
    const changes = (...stays: Rule[]) =>
      semanticDiffOf(policy(...stays), policy(...stays, allowed), {
        membership: { groups: new Map(), personOfPrincipal },
        tools,
        now: NOW,
      }).items.map(({ subject, change }) => `${subject} ${change}`);
    expect(changes(denied)).toEqual(["person:ada gained"]);
    const other = rule({ id: "o", subjects: ["principal:https://idp.example|1"], effect: "deny" });
    expect(changes(denied, other)).toEqual([]);
  });

  it("counts a rule with another name, reason or owner as described differently", () => {
    const before = ["a", "b", "c", "d", "e"].map((id) => rule({ id, owner: "person:ada" }));
    const [a, b, c, d, e] = before;
    const after = [
      { ...a, name: "Engineers" },
      { ...b, reason: "because" },
      { ...c, owner: undefined },
      { ...d, name: "Nobody", effect: "deny" },
      e,
    ].map((one) => ruleSchema.parse(one));
    const { rules } = semanticDiffOf(policy(...before), policy(...after), {
      membership,
      tools,
      now: NOW,
    });
    expect(rules).toEqual({ added: [], removed: [], changed: ["d"], described: ["a", "b", "c"] });
  });

  it("says nothing of an allow with an end or a limit beside one that always holds", () => {
    const stands = rule({ id: "stands", resources: ["tool:jira/get"] });
    const grant = rule({
      id: "grant",
      resources: ["tool:jira/get"],
      until: "2027-01-01T00:00:00Z",
      ...limit(3),
    });
    expect(said([stands], [stands, grant])).toEqual([]);
    expect(said([stands, grant], [grant])).toEqual(["group:eng condition_changed get"]);
    expect(said([grant], [stands, grant])).toEqual(["group:eng condition_changed get"]);
  });

  it("lists what few changes there are of one in full, however many another has", () => {
    const many = Array.from({ length: 3_000 }, (_, n) => ({
      type: "tool",
      server: "jira",
      name: `t${n}`,
    }));
    const { items, totals, truncated } = semanticDiffOf(
      policy(
        rule({ id: "few", subjects: ["group:zz"], resources: ["tool:jira/t1", "tool:jira/t2"] }),
      ),
      policy(rule({ id: "wide", subjects: ["group:aa"] })),
      { membership, tools: many, now: NOW },
    );
    expect(truncated).toBe(true);
    expect(items).toHaveLength(1_000);
    expect(items.filter(({ subject }) => subject === "group:zz")).toHaveLength(2);
    expect(totals).toEqual([
      { subject: "group:aa", change: "gained", n: 3_000 },
      { subject: "group:zz", change: "revoked", n: 2 },
    ]);
  });
});
