// The rules that concern one subject, ready to be asked for each tool.
import type { Asked } from "../asked";
import { compileRule, type CompiledRule } from "../compiled-rule";
import type { Rule } from "../model";
import type { NamedResource } from "../resource";
import { buildRuleIndex } from "../rule-index";
import { subjectSet } from "../subject-set";
import { concerns, type Who } from "./who";

export type RulesOf = (resource: NamedResource, action: string) => Rule[];

/** Enabled rules that have not ended and speak of the resource and the action, in no order. */
export function rulesOf(rules: readonly Rule[], who: Who, now: number): RulesOf {
  const byCompiled = new Map<CompiledRule, Rule>();
  for (const rule of rules) {
    if (!rule.enabled || hasEnded(rule, now) || !concerns(rule, who)) continue;
    byCompiled.set({ ...compileRule(rule), subjectTexts: ["anyone"], subjects: EVERYBODY }, rule);
  }
  const index = buildRuleIndex([...byCompiled.keys()], null);
  return (resource, action) =>
    [...index.find(asked(resource, action))].flatMap((one) => byCompiled.get(one) ?? []);
}

export function hasEnded({ until }: Rule, now: number): boolean {
  return until !== undefined && Date.parse(until) <= now;
}

const EVERYBODY = subjectSet(["anyone"]);

/** For an index of what concerns one subject: only action and resource are looked at. */
export function asked(resource: NamedResource, action: string): Asked {
  return {
    request: {
      subject: { type: "user", id: "" },
      action: { name: action },
      resource: { type: resource.type, id: resource.name },
    },
    action,
    resource,
    iss: "",
    sub: "",
    principalKey: undefined,
    person: undefined,
    groups: NO_GROUPS,
    client: undefined,
    runAs: undefined,
    definitionSha256: undefined,
    credential: undefined,
    work: 0,
  };
}

const NO_GROUPS: ReadonlySet<string> = new Set();
