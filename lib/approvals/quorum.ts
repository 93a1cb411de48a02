// Whether the people who said yes fill the places of every step. Pure.
import { parseSubjectSelector } from "../identity/subject-selector";
import type { Step } from "./model";

/** A person with the groups that the directory has for them. */
export type Approver = { person: string; groups: ReadonlySet<string> };

export type Quorum = {
  complete: boolean;
  /** Places that are filled, and all of them. */
  given: number;
  needed: number;
  /** Places filled, step by step. */
  filled: number[];
};

/** Whether this person is one of those that a step names. */
export function fits(step: Step, { person, groups }: Approver): boolean {
  return step.from.some((text) => {
    const selector = parseSubjectSelector(text);
    if (selector?.kind === "anyone") return true;
    if (selector?.kind === "person") return selector.value === person;
    return selector?.kind === "group" && groups.has(selector.value);
  });
}

/**
 * Steps are ANDed and a person fills one place at most, whatever the number of groups they are in:
 * the largest matching of people to places, by augmenting paths.
 */
export function quorum(steps: readonly Step[], approvers: readonly Approver[]): Quorum {
  const places = steps.flatMap((step, at) => Array.from({ length: step.count }, () => at));
  const people = [...new Map(approvers.map((one) => [one.person, one])).values()];
  const holderOf = new Map<number, Approver>();
  const seat = (one: Approver, seen: Set<number>): boolean => {
    for (const [place, at] of places.entries()) {
      const step = steps[at];
      if (step === undefined || seen.has(place) || !fits(step, one)) continue;
      seen.add(place);
      const holder = holderOf.get(place);
      if (holder === undefined || seat(holder, seen)) {
        holderOf.set(place, one);
        return true;
      }
    }
    return false;
  };
  for (const one of people) seat(one, new Set());
  const filled = steps.map(
    (_, step) => places.filter((at, place) => at === step && holderOf.has(place)).length,
  );
  return {
    complete: holderOf.size === places.length,
    given: holderOf.size,
    needed: places.length,
    filled,
  };
}

/** Whether this person's yes would fill a place that those before leave open. */
export function wouldCount(
  steps: readonly Step[],
  before: readonly Approver[],
  one: Approver,
): boolean {
  return quorum(steps, [...before, one]).given > quorum(steps, before).given;
}
