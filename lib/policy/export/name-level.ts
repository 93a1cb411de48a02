// The policy as far as names can say it: who may call which tool. What cannot be said is left out of
// what allows, and makes what denies stricter, so that nothing is allowed that the policy denies.
import { parseSelector, type Selector } from "../../identity/selector";
import { hasEnded } from "../cells/rules-of";
import type { Policy, Rule } from "../model";
import type { NotExpressed } from "./model";
import {
  EVERYBODY,
  isEmpty,
  type Linked,
  minus,
  NOBODY,
  type Principals,
  principalsOf,
  union,
} from "./principals";

export type NameRule = {
  id: string;
  effect: "allow" | "deny";
  who: Principals;
  tools: Selector[];
};

export function nameLevel(
  { rules }: Policy,
  linked: Linked,
  now: number,
): { rules: NameRule[]; notExpressed: NotExpressed[] } {
  const notExpressed: NotExpressed[] = [];
  const found = rules.flatMap((rule): NameRule[] => {
    if (!rule.enabled || hasEnded(rule, now)) return [];
    const allows = rule.effect === "allow";
    const instead = allows ? "left out" : "made stricter";
    const say = (what: string) => notExpressed.push({ ruleId: rule.id, what, instead });
    const lacks = unspoken(rule);
    for (const what of lacks) say(what);
    if (rule.effect === "ask") say("asks for an approval: denied");
    const others = rule.resources.filter((text) => parseSelector(text)?.type !== "tool");
    if (others.length > 0)
      notExpressed.push({
        ruleId: rule.id,
        what: `${others.join(", ")}: only tools are exported`,
        instead: "left out",
      });
    const tools = rule.resources
      .flatMap((text) => parseSelector(text) ?? [])
      .filter(({ type }) => type === "tool");
    const calls = rule.actions.some((name) => name === "tools/call" || name === "invoke");
    if (tools.length === 0 || !calls || (allows && lacks.length > 0)) return [];
    const who = whoOf(rule, linked, say);
    return isEmpty(who) ? [] : [{ id: rule.id, effect: allows ? "allow" : "deny", who, tools }];
  });
  return { rules: found, notExpressed };
}

function unspoken({ when, limit, from, until }: Rule): string[] {
  const parts = Object.entries(when ?? {}).flatMap(([part, value]) =>
    value === undefined ? [] : [part],
  );
  return [
    ...parts.map((part) => `a condition on ${part}`),
    ...(limit === undefined ? [] : ["a limit"]),
    ...(from === undefined ? [] : [`begins ${from}`]),
    ...(until === undefined ? [] : [`ends ${until}`]),
  ];
}

/** As the evaluator sees it: whose groups nobody knows is meant by what denies and not by what allows. */
function whoOf(
  { effect, subjects, except }: Rule,
  linked: Linked,
  say: (what: string) => void,
): Principals {
  const denies = effect !== "allow";
  const meant = subjects
    .map((text) => {
      const found = principalsOf(text, linked, denies);
      if (found === null) say(`${text}: the target does not tell clients apart`);
      return found ?? (denies ? EVERYBODY : NOBODY);
    })
    .reduce(union, NOBODY);
  return except.reduce((left, text) => {
    const found = principalsOf(text, linked, !denies);
    if (found === null) say(`except ${text}: the target does not tell clients apart`);
    return minus(left, found ?? (denies ? NOBODY : EVERYBODY));
  }, meant);
}
