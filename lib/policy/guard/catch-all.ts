// Rules that speak of everything, and how much that is today.
import { fitsSelector, parseSelector, type Resource } from "../../identity/selector";
import { parseSubjectSelector } from "../../identity/subject-selector";
import { hasEnded } from "../cells/rules-of";
import { changedRules } from "../changed-rules";
import type { Policy, Rule } from "../model";

export type CatchAll = { ruleId: string; selector: string; identities: number; tools: number };

/** What is there to be touched. */
export type Population = {
  tools: readonly Resource[];
  groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** Persons, and principals that are nobody's. */
  everybody: number;
};

/** Of rules that are new or changed: selectors that fit every tool that is known, or any name. */
export function findCatchAll(
  before: Policy,
  after: Policy,
  population: Population,
  now: number,
): CatchAll[] {
  const { added } = changedRules(before, after);
  return added
    .filter((rule) => !hasEnded(rule, now))
    .flatMap((rule) =>
      rule.resources.flatMap((text): CatchAll[] => {
        const selector = parseSelector(text);
        if (!selector) return [];
        const tools = population.tools.filter((tool) => fitsSelector(selector, tool)).length;
        const anyName = [selector.server, selector.name].every(
          (glob) => glob.length > 1 && glob.every((run) => run === ""),
        );
        const everyTool = tools > 1 && tools === population.tools.length;
        if (!anyName && !everyTool) return [];
        return [
          { ruleId: rule.id, selector: text, identities: identitiesOf(rule, population), tools },
        ];
      }),
    );
}

function identitiesOf({ subjects }: Rule, { groups, everybody }: Population): number {
  const named = new Set<string>();
  for (const text of subjects) {
    const selector = parseSubjectSelector(text);
    // Anybody can be one with a client.
    if (selector?.kind === "anyone" || selector?.kind === "client") return everybody;
    if (selector?.kind === "group") {
      for (const person of groups.get(selector.value) ?? []) named.add(person);
    } else named.add(selector?.kind === "person" ? selector.value : text);
  }
  return named.size;
}
