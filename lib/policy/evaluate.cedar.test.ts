import { setFlagsFromString } from "node:v8";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeName } from "../identity/glob";
import { arbitraryRule } from "../testing/arbitrary-policy";
import { cedarPolicies } from "../testing/cedar-policy";
import { buildIndex } from "./build-index";
import { evaluate } from "./evaluate";
import { factsSchema, indexFacts } from "./facts";
import type { Rule } from "./model";

// Node 20 dies in its optimizer ("unreachable code") when it inlines calls into Cedar.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

/** A tenth of what `evaluate.properties.test.ts` tries: 10,000 in `npm test`. */
const REQUESTS = 40;
const RUNS = Math.ceil(Number(process.env["ONBEHALF_TEST_DECISIONS"] ?? 10_000) / 10 / REQUESTS);

/** No `ask`, no limit, no end; every context is complete, so that nothing errs in Cedar. */
const rules = fc
  .array(
    fc.record({
      rule: arbitraryRule,
      effect: fc.constantFrom("allow" as const, "allow" as const, "deny" as const),
      path: fc.option(fc.constantFrom("/srv/a", "/etc"), { nil: undefined }),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ rule, effect, path }, at): Rule => {
      const { enabled, subjects, except, resources, when } = rule;
      const schema = { properties: { path: { const: path } }, required: ["path"] };
      const conditions = {
        ...(when?.runAs ? { runAs: when.runAs } : {}),
        ...(path === undefined ? {} : { arguments: schema }),
      };
      const actions = rule.actions.map((name) => name.replace("invoke", "tools/call"));
      return {
        id: `r${at}`,
        enabled,
        subjects,
        except,
        actions,
        resources,
        effect,
        when: conditions,
      };
    }),
  );
const requests = fc.array(
  fc.record({
    iss: fc.constantFrom("https://idp.example", "https://git.example"),
    sub: fc.constantFrom("1", "2", "3"),
    groups: fc.subarray(["dev", "ops"]),
    action: fc.constantFrom("tools/call", "prompts/get"),
    type: fc.constantFrom("tool", "tool", "prompt"),
    server: fc.constantFrom("git", "io.example/git", "g*t"),
    name: fc.constantFrom("get_a", "get_b", "delete_a", "a/b", "50%", "x%2Fy"),
    agent: fc.constantFrom("https://agent.example/a.json", "cli", "other"),
    runAs: fc.constantFrom("caller", "delegated", "service"),
    path: fc.option(fc.constantFrom("/srv/a", "/etc", "/tmp"), { nil: undefined }),
  }),
  { minLength: REQUESTS, maxLength: REQUESTS },
);
type Asked = (typeof requests extends fc.Arbitrary<infer All extends unknown[]>
  ? All
  : never)[number];

const PERSON_OF = new Map([
  ["https://idp.example|1", "ada"],
  ["https://git.example|3", "ada"],
  ["https://idp.example|2", "ben"],
]);
const facts = indexFacts(
  factsSchema.parse({
    groupsTrusted: true,
    persons: {
      ada: [
        { iss: "https://idp.example", sub: "1" },
        { iss: "https://git.example", sub: "3" },
      ],
      ben: [{ iss: "https://idp.example", sub: "2" }],
    },
  }),
);

it(
  `decides ${RUNS * REQUESTS} random requests as Cedar does, for the same rules`,
  { timeout: 600_000 },
  () => {
    let allowed = 0;
    fc.assert(
      fc.property(rules, requests, (all, asked) => {
        expect(cedar.preparsePolicySet("test", { staticPolicies: cedarPolicies(all) })).toEqual({
          type: "success",
        });
        const index = buildIndex({ rules: all, entities: [], tests: [] }, null);
        for (const one of asked) {
          const decision = evaluate(index, ours(one), facts, 0);
          expect({ effect: decision.effect, ruleIds: decision.ruleIds }).toEqual(answerOf(one));
          if (decision.effect === "allow") allowed++;
        }
      }),
      { numRuns: RUNS },
    );
    expect(allowed).toBeGreaterThan(RUNS / 20);
  },
);

function answerOf(asked: Asked): { effect: string; ruleIds: string[] } {
  const answer = cedar.statefulIsAuthorized({ preparsedPolicySetId: "test", ...theirs(asked) });
  if (answer.type === "failure") throw new Error(JSON.stringify(answer.errors));
  const { decision, diagnostics } = answer.response;
  expect(diagnostics.errors).toEqual([]);
  return { effect: decision, ruleIds: diagnostics.reason.toSorted() };
}

function ours({ iss, sub, groups, action, type, server, name, agent, runAs, path }: Asked) {
  return {
    subject: { type: "user", id: sub, properties: { iss, groups } },
    action: { name: action },
    resource: { type, id: name, properties: { server } },
    context: { agent, runAs, arguments: path === undefined ? {} : { path } },
  };
}

function theirs({ iss, sub, groups, action, type, server, name, agent, runAs, path }: Asked) {
  const principal = { type: "User", id: `${iss}|${sub}` };
  const resource = { type: "Resource", id: `${type}:${server}/${name}` };
  const person = PERSON_OF.get(principal.id);
  const parents = [
    ...groups.map((id) => ({ type: "Group", id })),
    ...(person === undefined ? [] : [{ type: "Person", id: person }]),
  ];
  const attrs = { kind: type, server: encodeName(server), name: encodeName(name) };
  const args: Record<string, string> = path === undefined ? {} : { path };
  return {
    principal,
    action: { type: "Action", id: action },
    resource,
    context: { agent, runAs, arguments: args },
    entities: [
      { uid: principal, attrs: {}, parents },
      { uid: resource, attrs, parents: [] },
    ],
  };
}
