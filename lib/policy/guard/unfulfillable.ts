// Steps of an approval for which there are not enough people.
import { parseSubjectSelector } from "../../identity/subject-selector";
import type { Defect } from "../defect";
import { hasEnded } from "../cells/rules-of";
import type { Policy } from "../model";

export type Approvers = {
  groups: ReadonlyMap<string, ReadonlySet<string>>;
  /** Persons with a member who may decide. */
  able: ReadonlySet<string>;
};

/** One person counts once in a whole approval; who asks cannot decide, which is known only then. */
export function unfulfillable({ rules }: Policy, approvers: Approvers, now: number): Defect[] {
  return rules.flatMap((rule, at) => {
    if (!rule.enabled || hasEnded(rule, now)) return [];
    const steps = (rule.approval?.steps ?? []).map(({ from, count }) => ({
      count,
      able: ableAmong(from, approvers),
    }));
    const short = steps.flatMap(({ count, able }, step): Defect[] =>
      able.size < count
        ? [
            {
              path: ["rules", at, "approval", "steps", step],
              message: `needs ${count} and ${people(able.size)} could decide: it takes members with the role approver who are linked to these persons`,
            },
          ]
        : [],
    );
    if (short.length > 0 || canBeFilled(steps)) return short;
    const message = "has too few people for all its steps together: one person counts once";
    return [{ path: ["rules", at, "approval", "steps"], message }];
  });
}

function people(n: number): string {
  return n === 0 ? "nobody" : n === 1 ? "one person" : `${n} people`;
}

function ableAmong(from: readonly string[], { groups, able }: Approvers): Set<string> {
  const named = from.flatMap((text) => {
    const selector = parseSubjectSelector(text);
    if (selector?.kind === "person") return [selector.value];
    return selector?.kind === "group" ? [...(groups.get(selector.value) ?? [])] : [];
  });
  return new Set(named.filter((person) => able.has(person)));
}

/** A matching of people to the places of all steps, by augmenting paths. */
function canBeFilled(steps: readonly { count: number; able: ReadonlySet<string> }[]): boolean {
  const places = steps.flatMap(({ count, able }) => Array.from({ length: count }, () => able));
  const placeOf = new Map<string, number>();
  const seat = (place: number, seen: Set<string>): boolean => {
    for (const person of places[place] ?? []) {
      if (seen.has(person)) continue;
      seen.add(person);
      const held = placeOf.get(person);
      if (held === undefined || seat(held, seen)) {
        placeOf.set(person, place);
        return true;
      }
    }
    return false;
  };
  return places.every((_, place) => seat(place, new Set()));
}
