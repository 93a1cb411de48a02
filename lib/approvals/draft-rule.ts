// "Always" makes a draft, never a silent permission: the rule that lets a caller use a tool without
// being held, and what keeps the rules that ask from asking about just that.
import type { Edit } from "../policy/edit/model";
import { exactTool } from "../policy/exact-tool";
import type { Policy, Rule } from "../policy/model";
import { ruleIdFor, ruleToWrite, writtenRule, type WrittenRule } from "../policy/written-rule";

export type RuleWish = {
  /** Who is asked about: `person:alice`, or `principal:ISS|SUB`. */
  subject: string;
  /** What they use, exactly: `tool:jira/close_issue`. */
  resource: string;
  /** Rules that asked. */
  ruleIds: readonly string[];
  reason: string;
};

/**
 * Edits of the policy, in order; null where the resource is not one tool. A rule that asks goes on
 * asking everybody else about the tool, and this caller about everything else.
 */
export function draftRuleEdits({ rules }: Pick<Policy, "rules">, wish: RuleWish): Edit[] | null {
  if (exactTool(wish.resource) === undefined) return null;
  const taken = new Set(rules.map(({ id }) => id));
  const put = (rule: WrittenRule): Edit => {
    taken.add(rule.id);
    return { kind: "put_rule", rule: ruleToWrite(rule) };
  };
  const asking = rules.filter(({ id, effect }) => effect === "ask" && wish.ruleIds.includes(id));
  return [
    ...asking.flatMap((rule) => {
      const rest = withoutTool(rule, wish, taken);
      return [put(withoutCaller(rule, wish)), ...(rest === null ? [] : [put(rest)])];
    }),
    put(allowing(wish, taken)),
  ];
}

function withoutCaller(rule: Rule, { subject }: RuleWish): WrittenRule {
  return { ...writtenRule(rule), except: [...new Set([...rule.except, subject])] };
}

/** What the rule still asks this caller about; null where it spoke of this tool alone. */
function withoutTool(
  rule: Rule,
  { subject, resource }: RuleWish,
  taken: ReadonlySet<string>,
): WrittenRule | null {
  if (rule.resources.every((one) => one === resource)) return null;
  const { except: _others, ...written } = writtenRule(rule);
  const id = resource.slice(resource.indexOf(":") + 1);
  // A gateway that names it in another form is still asked: the condition fits less than it could.
  const other = { not: { properties: { id: { const: id } }, required: ["id"] } };
  const before = rule.when?.resource;
  return {
    ...written,
    id: ruleIdFor(`${rule.id} ${subject}`, taken),
    name: `${rule.name ?? rule.id}: ${subject}, beside ${id}`,
    subjects: [subject],
    when: { ...rule.when, resource: before === undefined ? other : { allOf: [before, other] } },
  };
}

function allowing(
  { subject, resource, reason }: RuleWish,
  taken: ReadonlySet<string>,
): WrittenRule {
  const what = resource.slice(resource.indexOf(":") + 1);
  return {
    id: ruleIdFor(`allow ${subject} ${what}`, taken),
    name: `${subject} may use ${what}`,
    subjects: [subject],
    resources: [resource],
    effect: "allow",
    reason,
  };
}
