import { setFlagsFromString } from "node:v8";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryRule } from "../../testing/arbitrary-policy";
import { buildIndex } from "../build-index";
import { evaluate } from "../evaluate";
import { factsSchema, indexFacts } from "../facts";
import { type Policy, ruleSchema } from "../model";
import { agentcorePolicies, toolhivePolicies } from "./cedar";
import { celPolicies } from "./cel";
import { nameLevel } from "./name-level";

// Node 20 dies in its optimizer ("unreachable code") when it inlines calls into Cedar.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

const NOW = Date.parse("2026-05-01T12:00:00Z");
const ISSUER = "https://idp.example";
const SERVERS = ["git", "io.example/git", "g*t"];
const NAMES = ["get_a", "get_b", "delete_a", "a/b", "50%", "x%2Fy", 'q"\\\u0007'];
const TOOLS = SERVERS.flatMap((server) => NAMES.map((name) => ({ server, name })));
const persons = {
  ada: [
    { iss: ISSUER, sub: "1" },
    { iss: "https://git.example", sub: "3" },
  ],
  ben: [{ iss: ISSUER, sub: "2" }],
};
const groups = { dev: ["ada"], ops: ["ada", "ben"] };
const linked = {
  principals: new Map(Object.entries(persons)),
  groups: new Map(Object.entries(groups).map(([name, all]) => [name, new Set(all)])),
};
const facts = indexFacts(factsSchema.parse({ persons, groups }));

type Authorise = (
  policies: string,
  asked: { sub: string; server: string; name: string },
) => boolean;

const throughToolhive: Authorise = (policies, { sub, name }) =>
  decides(
    policies,
    { type: "Client", id: sub },
    { type: "Action", id: "call_tool" },
    { type: "Tool", id: name },
    [],
  );
const throughAgentcore: Authorise = (policies, { sub, server, name }) => {
  const principal = { type: "AgentCore::OAuthUser", id: sub };
  const action = { type: "AgentCore::Action", id: `${server}___${name}` };
  const entities = [{ uid: principal, attrs: { id: sub }, parents: [] }];
  return decides(policies, principal, action, { type: "AgentCore::Gateway", id: "arn" }, entities);
};

function decides(
  staticPolicies: string,
  principal: cedar.EntityUidJson,
  action: cedar.EntityUidJson,
  resource: cedar.EntityUidJson,
  entities: cedar.EntityJson[],
): boolean {
  const answer = cedar.isAuthorized({
    principal,
    action,
    resource,
    context: {},
    policies: { staticPolicies },
    entities,
  });
  if (answer.type === "failure") throw new Error(JSON.stringify(answer.errors));
  expect(answer.response.diagnostics.errors).toEqual([]);
  return answer.response.decision === "allow";
}

const rules = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: arbitraryRule.map((rule) => ({
        ...rule,
        when: undefined,
        limit: undefined,
        from: undefined,
        until: undefined,
      })),
    },
    { weight: 1, arbitrary: arbitraryRule },
  ),
  { maxLength: 6 },
);
const questions = fc.array(
  fc.record({
    sub: fc.constantFrom("1", "2", "3", "9"),
    tool: fc.constantFrom(...TOOLS),
    agent: fc.constantFrom("cli", "other"),
  }),
  { minLength: 12, maxLength: 12 },
);

describe("the export to Cedar", () => {
  it.each<[string, Authorise, (policy: Policy, server: string) => string]>([
    [
      "ToolHive",
      throughToolhive,
      (policy, server) =>
        join(
          toolhivePolicies(
            exported(policy).rules,
            TOOLS.filter((tool) => tool.server === server),
            ISSUER,
          ),
        ),
    ],
    [
      "AgentCore",
      throughAgentcore,
      (policy) => join(agentcorePolicies(exported(policy).rules, TOOLS, ISSUER, "arn")),
    ],
  ])(
    "for %s allows nothing that the policy denies, and the same where all could be said",
    (_, authorise, print) => {
      let [same, allowed] = [0, 0];
      fc.assert(
        fc.property(rules, questions, (all, asked) => {
          const policy: Policy = {
            rules: all.map((rule, at) => ({ ...rule, id: `r${at}` })),
            entities: [],
            tests: [],
          };
          const whole = exported(policy).notExpressed.length === 0;
          const index = buildIndex(policy, null);
          for (const { sub, tool, agent } of asked) {
            const request = {
              subject: { type: "user", id: sub, properties: { iss: ISSUER } },
              action: { name: "tools/call" },
              resource: { type: "tool", id: tool.name, properties: { server: tool.server } },
              context: { agent, runAs: "caller", arguments: {} },
            };
            const ours = evaluate(index, request, facts, NOW).effect === "allow";
            const theirs = authorise(print(policy, tool.server), { sub, ...tool });
            if (theirs) expect(ours).toBe(true);
            if (whole) expect(theirs).toBe(ours);
            if (whole) same++;
            if (theirs) allowed++;
          }
        }),
        { numRuns: 150 },
      );
      expect(same).toBeGreaterThan(100);
      expect(allowed).toBeGreaterThan(20);
    },
  );
});

describe("the export to CEL", () => {
  it("says who, what, and what stands against it, in one expression a rule", () => {
    const said = (more: object) =>
      ruleSchema.parse({
        id: "r",
        subjects: ["anyone"],
        resources: ["tool:git/get_*"],
        effect: "allow",
        ...more,
      });
    const policy = {
      rules: [
        said({ subjects: ["group:ops"] }),
        said({ id: "d", effect: "deny", subjects: ["person:ben"], resources: ["tool:*/get_b"] }),
      ],
      entities: [],
      tests: [],
    };
    expect(celPolicies(exported(policy).rules)).toEqual([
      {
        ruleId: "r",
        text: '((jwt.iss == "https://git.example" && jwt.sub in ["3"]) || (jwt.iss == "https://idp.example" && jwt.sub in ["1", "2"])) && (mcp.tool.target == "git" && mcp.tool.name.matches("^(?s:get_.*)$")) && !(((jwt.iss == "https://idp.example" && jwt.sub in ["2"])) && (mcp.tool.name == "get_b"))',
      },
    ]);
  });

  it("lists what it cannot say, and what became of it", () => {
    const rule = ruleSchema.parse({
      id: "r",
      subjects: ["anyone", "client:cli"],
      resources: ["tool:*/*", "prompt:*/*"],
      effect: "ask",
      when: { runAs: ["caller"] },
      limit: { calls: 1, per: "day" },
      until: "2027-01-01T00:00:00Z",
    });
    const { rules: found, notExpressed } = exported({ rules: [rule], entities: [], tests: [] });
    expect(found).toMatchObject([{ effect: "deny", who: { allBut: true } }]);
    expect(notExpressed.map(({ what, instead }) => `${what}: ${instead}`)).toEqual([
      "a condition on runAs: made stricter",
      "a limit: made stricter",
      "ends 2027-01-01T00:00:00Z: made stricter",
      "asks for an approval: denied: made stricter",
      "prompt:*/*: only tools are exported: left out",
      "client:cli: the target does not tell clients apart: made stricter",
    ]);
  });
});

function exported(policy: Policy) {
  return nameLevel(policy, linked, NOW);
}

function join(policies: readonly { text: string }[]): string {
  return policies.map(({ text }) => text).join("\n");
}
