// Which rules two documents do not share, by what they say and not by what they are called.
import type { Policy, Rule } from "./model";

export type ChangedRules = { added: Rule[]; removed: Rule[] };

/** Only rules that are switched on count; one that changes is removed and added. */
export function changedRules(before: Policy, after: Policy): ChangedRules {
  const [old, now] = [counted(before), counted(after)];
  return { added: beyond(now, old), removed: beyond(old, now) };
}

type Counted = Map<string, Rule[]>;

function counted({ rules }: Policy): Counted {
  const found: Counted = new Map();
  for (const rule of rules) {
    if (!rule.enabled) continue;
    const key = meaningOf(rule);
    const same = found.get(key);
    if (same) same.push(rule);
    else found.set(key, [rule]);
  }
  return found;
}

/** A second copy of a rule changes nothing, but for a limit that counts by itself. */
function beyond(one: Counted, other: Counted): Rule[] {
  return [...one].flatMap(([key, rules]) => {
    const known = other.get(key)?.length ?? 0;
    const [first] = rules;
    if (first === undefined) return [];
    return first.limit === undefined ? (known > 0 ? [] : [first]) : rules.slice(known);
  });
}

/** Everything that decides; the same text for rules that can never answer differently. */
export function meaningOf(rule: Rule): string {
  const { subjects, except, actions, resources, effect, when, limit, approval, from, until } = rule;
  const listed = [subjects, except, actions, resources].map((list) =>
    [...new Set(list)].toSorted(),
  );
  const counts = limit && { limit, by: rule.id };
  return JSON.stringify([listed, effect, sorted(when), counts, sorted(approval), from, until]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return members.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]);
}
