// What the rules that ask want of the people who decide. Pure.
import type { Policy, Rule } from "../policy/model";
import { canonicalJson } from "../ledger/canonical-json";
import { type Step, type Terms, WIDER_SCOPES } from "./model";

const DECIDE_SECONDS = 15 * 60;
const USE_SECONDS = 5 * 60;
const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** A rule that names no steps is decided by one person who may decide at all. */
const ANYBODY: Step = { from: ["anyone"], count: 1 };

/**
 * The terms of all rules that ask together: every step of each, the shortest times, and a wider
 * scope only where all of them allow it.
 */
export function termsOf({ rules }: Policy, ruleIds: readonly string[]): Terms {
  const asking = rules.filter(({ id }) => ruleIds.includes(id));
  const approvals = asking.map(({ approval }) => approval);
  const steps = unique(approvals.flatMap((one) => one?.steps ?? [ANYBODY]));
  return {
    steps: steps.length === 0 ? [ANYBODY] : steps,
    decideSeconds: shortest(asking, "decideWithin") ?? DECIDE_SECONDS,
    useSeconds: shortest(asking, "useWithin") ?? USE_SECONDS,
    wider: WIDER_SCOPES.filter(
      (scope) => asking.length > 0 && approvals.every((one) => one?.wider?.includes(scope)),
    ),
  };
}

/** Whether the same people would be asked. */
export function sameSteps(one: Terms, other: Terms): boolean {
  return stepsText(one) === stepsText(other);
}

/** The same for those that ask the same people. */
export function stepsText({ steps }: Terms): string {
  return canonicalJson(steps);
}

/** `15m` in seconds. */
export function durationSeconds(text: string): number {
  return Number(text.slice(0, -1)) * (UNIT_SECONDS[text.slice(-1)] ?? 1);
}

function shortest(rules: readonly Rule[], key: "decideWithin" | "useWithin"): number | undefined {
  const all = rules.flatMap(({ approval }) => {
    const text = approval?.[key];
    return text === undefined ? [] : [durationSeconds(text)];
  });
  return all.length === 0 ? undefined : Math.min(...all);
}

/** Two rules with one and the same step ask for it once. */
function unique(steps: readonly Step[]): Step[] {
  const byText = new Map(steps.map((step) => [canonicalJson(step), step]));
  return [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, step]) => step);
}
