import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryFacts, arbitraryRule, arbitraryRequest } from "../../testing/arbitrary-policy";
import { checkPolicy } from "../check-policy";
import { buildIndex } from "../build-index";
import { evaluate } from "../evaluate";
import { indexFacts } from "../facts";
import { EFFECTS, type Policy, type Rule, ruleSchema } from "../model";
import { rightsOf } from "./author-rights";
import type { EvaluationRequest } from "../request";
import { findLoosening } from "./loosening";

const NOW = Date.parse("2026-05-01T12:00:00Z");
const ADA = [{ iss: "https://idp.example", sub: "1" }];
const directory = {
  groups: new Map([["dev", new Set(["ada"])]]),
  personOfPrincipal: new Map([["19|https://idp.example1", { id: "ada" }]]),
};
const rights = rightsOf(directoryOf(), "ada");

const rule = (more: Record<string, unknown>): Rule =>
  ruleSchema.parse({
    id: "r",
    subjects: ["anyone"],
    resources: ["tool:git/get"],
    effect: "allow",
    ...more,
  });
const policy = (...rules: Rule[]): Policy => ({ rules, entities: [], tests: [] });

describe("a change that loosens what its author may do", () => {
  const deny = rule({ id: "d", effect: "deny" });
  const ask = rule({ id: "k", effect: "ask" });
  const allow = rule({ id: "a" });
  it.each<[string, Rule[], Rule[], string[]]>([
    [
      "an allow for a group of theirs",
      [],
      [rule({ subjects: ["group:dev"] })],
      ["author", "group:dev"],
    ],
    ["an allow for themselves", [], [rule({ subjects: ["person:ada"] })], ["author"]],
    ["an allow for their client", [], [rule({ subjects: ["client:cli"] })], ["author"]],
    ["an allow for anyone", [], [allow], ["author"]],
    ["a deny that goes", [allow, deny], [allow], ["author"]],
    [
      "a deny that spares them",
      [allow, deny],
      [allow, rule({ id: "d", effect: "deny", except: ["group:dev"] })],
      ["author"],
    ],
    [
      "a deny that is switched off",
      [allow, deny],
      [allow, { ...deny, enabled: false }],
      ["author"],
    ],
    ["an ask that goes", [allow, ask], [allow], ["author"]],
    [
      "an ask of fewer people",
      [rule({ effect: "ask", approval: steps(2) })],
      [rule({ effect: "ask", approval: steps(1) })],
      ["author"],
    ],
    ["a condition that goes", [rule({ when: { runAs: ["caller"] } })], [allow], ["author"]],
    ["a limit that grows", [rule({ limit: limit(3) })], [rule({ limit: limit(9) })], ["author"]],
    [
      "an end that moves",
      [rule({ until: "2026-06-01T00:00:00Z" })],
      [rule({ until: "2027-06-01T00:00:00Z" })],
      ["author"],
    ],
    ["a wider selector", [allow], [rule({ resources: ["tool:git/*"] })], ["author"]],
  ])("by %s is found", (_, before, after, whose) => {
    const found = findLoosening(policy(...before), policy(...after), rights, NOW);
    expect(found.map((one) => one.whose)).toEqual(whose);
  });

  it("is seen where another of their accounts may do it already, or is alone excepted", () => {
    const accounts = new Map(directory.personOfPrincipal).set("19|https://git.example77", {
      id: "ada",
    });
    const both = rightsOf({ ...directoryOf(), personOfPrincipal: accounts }, "ada");
    const one = rule({ id: "one", subjects: ["principal:https://idp.example|1"] });
    const other = rule({ id: "other", subjects: ["principal:https://git.example|77"] });
    const found = { whose: "author", ruleId: "other", change: "added" };
    expect(findLoosening(policy(one), policy(one, other), both, NOW)).toEqual([found]);
    const spares = rule({ id: "other", except: one.subjects });
    expect(findLoosening(policy(), policy(spares), both, NOW)).toEqual([found]);
  });

  it.each<[string, Rule[], Rule[]]>([
    ["an allow for others", [], [rule({ subjects: ["group:ops"] })]],
    [
      "an allow for anyone, who already may",
      [rule({ id: "x", subjects: ["person:ada"], resources: ["tool:git/*"] })],
      [rule({ id: "x", subjects: ["person:ada"], resources: ["tool:git/*"] }), allow],
    ],
    ["an allow behind a deny", [deny], [deny, rule({ id: "z", subjects: ["group:dev"] })]],
    ["a deny", [allow], [allow, deny]],
    ["another name", [allow], [rule({ id: "b", name: "new" })]],
    ["a deny that goes where nothing is allowed", [deny], []],
    ["a second ask", [ask], [ask, rule({ id: "k2", effect: "ask" })]],
    ["a rule that has ended", [], [rule({ until: "2026-01-01T00:00:00Z" })]],
  ])("is not seen in %s", (_, before, after) => {
    expect(findLoosening(policy(...before), policy(...after), rights, NOW)).toEqual([]);
  });

  it("is seen in whatever lets anybody do more, where nobody knows who the author is", () => {
    const found = findLoosening(
      policy(),
      policy(rule({ subjects: ["group:ops"] })),
      rightsOf(directoryOf(), undefined),
      NOW,
    );
    expect(found).toEqual([{ whose: "author", ruleId: "r", change: "added" }]);
  });

  it("is never missed: without one, no request of the author is answered less strictly", () => {
    const rules = fc.array(arbitraryRule, { maxLength: 4 });
    let quiet = 0;
    fc.assert(
      fc.property(
        rules,
        rules,
        rules,
        fc.array(arbitraryRequest, { minLength: 12, maxLength: 12 }),
        arbitraryFacts,
        (kept, gone, come, requests, facts) => {
          const unique = (all: Rule[]) =>
            policy(...all.map((one, at) => ({ ...one, id: `r${at}`, limit: undefined })));
          const [before, after] = [unique([...kept, ...gone]), unique([...kept, ...come])];
          // Neither could be published.
          if (checkPolicy(before).length + checkPolicy(after).length > 0) return;
          if (findLoosening(before, after, rights, NOW).length > 0) return;
          const known = indexFacts({
            ...facts,
            groupsTrusted: false,
            persons: { ada: ADA },
            groups: { dev: ["ada"] },
            counters: {},
          });
          const strictness = (one: Policy, request: (typeof requests)[number]) =>
            EFFECTS.indexOf(evaluate(buildIndex(one, null), request, known, NOW).effect);
          for (const request of requests) {
            const asAda = whole(request);
            expect(strictness(after, asAda)).toBeLessThanOrEqual(strictness(before, asAda));
            quiet++;
          }
        },
      ),
      { numRuns: 2000 },
    );
    expect(quiet).toBeGreaterThan(2000);
  });
});

/** Of Ada, with everything that a condition can ask for: a doubt may turn a deny into an ask. */
function whole({ resource, action, context }: EvaluationRequest): EvaluationRequest {
  return {
    subject: { type: "user", id: "1", properties: { iss: "https://idp.example" } },
    action,
    resource: { ...resource, properties: { server: "git", ...resource.properties } },
    context: { arguments: {}, runAs: "caller", ...context },
  };
}

function steps(count: number) {
  return { steps: [{ from: ["group:ops"], count }] };
}

function limit(calls: number) {
  return { calls, per: "hour", by: "caller" };
}

function directoryOf() {
  return {
    ...directory,
    persons: new Map([["ada", { id: "ada" }]]),
    services: new Set<string>(),
    trustedActors: new Set<string>(),
    gateways: new Map(),
    servers: new Map(),
    tools: new Map(),
    sanctions: { principal: new Map(), person: new Map(), credential: new Map() },
    revokedAt: new Map(),
  };
}
