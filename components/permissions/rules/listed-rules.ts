// The rules of a text with what is known of their use.
import { hasEnded } from "@/lib/policy/cells/rules-of";
import type { Rule } from "@/lib/policy/model";
import type { ListedRule } from "@/lib/policy/reach/rule-list-view";
import { recentPolicy } from "@/lib/policy/edit/recent-policy";
import type { RulesAddress } from "@/lib/routes";

/** `text`: of a draft, which may be ahead of what was listed. */
export function rulesNow(
  listed: readonly ListedRule[],
  text: string | null,
  now: number,
): ListedRule[] {
  if (text === null) return [...listed];
  const read = recentPolicy(text);
  if (!read.ok) return [...listed];
  const known = new Map(listed.map((one) => [one.id, one]));
  return read.policy.rules.map((rule) => ({
    ...(known.get(rule.id) ?? NEVER_USED),
    id: rule.id,
    rule,
    effect: rule.effect,
    enabled: rule.enabled,
    ended: hasEnded(rule, now),
  }));
}

const NEVER_USED = { conditional: false, lastUsed: null, calls: 0, people: 0, unused: true };

/** The search looks at name, id, subjects and resources, case left out. */
export function wantedRules(
  all: readonly ListedRule[],
  { q = "", show, rule: open }: RulesAddress,
): ListedRule[] {
  const wanted = q.toLowerCase();
  return all.filter(
    ({ id, rule, enabled, unused }) =>
      id === open ||
      (textsOf(rule).some((text) => text.toLowerCase().includes(wanted)) &&
        (show === undefined || (show === "off" ? !enabled : unused))),
  );
}

function textsOf({ id, name = "", subjects, resources }: Rule): string[] {
  return [id, name, ...subjects, ...resources];
}
