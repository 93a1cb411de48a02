// One call under two documents: what each answers, as far as that can be told. Pure.
import type { Asked } from "../asked";
import { DecisionTooCostly } from "../condition";
import { evaluate } from "../evaluate";
import type { Facts } from "../facts";
import { EFFECTS, type Effect } from "../model";
import type { EvaluationRequest } from "../request";
import type { Flip } from "./model";
import { askedOf, type Side, type Standing } from "./side";

export type Doubt = "arguments" | "context" | "rate" | "approval";
export type Compared =
  | { kind: "same" }
  | { kind: "flip"; flip: Flip; was: Effect; becomes: Effect }
  /** Doubts that decide. */
  | { kind: "undecided"; doubts: Doubt[] };

export type Question = {
  base: Side;
  draft: Side;
  facts: Facts;
  now: number;
};

/** With more doubts than this every combination of answers is not tried: it stays undecided. */
const MOST_DOUBTS = 8;

/**
 * `knowsArguments`: the request carries the call's arguments as they were. Without doubts this is
 * what `evaluate` says of both documents; with doubts it is decided only where all answers agree.
 */
export function compare(
  { base, draft, facts, now }: Question,
  request: EvaluationRequest,
  knowsArguments: boolean,
): Compared {
  const asked = askedOf(request, facts);
  const [old, next] = [base.standing(asked, now), draft.standing(asked, now)];
  if (meanings(old) === meanings(next)) return { kind: "same" };
  const doubts = new Map<string, Doubt>();
  for (const one of [...old, ...next]) {
    for (const doubt of doubtsOf(one, asked, knowsArguments))
      doubts.set(`${doubt} ${one.meaning}`, doubt);
  }
  if (doubts.size === 0) {
    const was = evaluate(base.index, request, facts, now).effect;
    const becomes = evaluate(draft.index, request, facts, now).effect;
    if (was !== "ask" || becomes !== "ask") return flipOf(was, becomes);
    const fitting = (rules: Standing[]) =>
      rules.filter((one) => fitsAsKnown(one, { ...asked, work: 0 }, knowsArguments));
    return asks(fitting(old), fitting(next));
  }
  const kinds = [...new Set(doubts.values())].toSorted();
  if (doubts.size > MOST_DOUBTS) return { kind: "undecided", doubts: kinds };
  try {
    return throughAll([...doubts.keys()], kinds, { old, next, asked, knowsArguments });
  } catch (error) {
    if (!(error instanceof DecisionTooCostly)) throw error;
    return { kind: "undecided", doubts: kinds };
  }
}

type Parts = { old: Standing[]; next: Standing[]; asked: Asked; knowsArguments: boolean };

/** Every combination of answers; a rule that both documents have is answered the same in both. */
function throughAll(keys: string[], kinds: Doubt[], parts: Parts): Compared {
  const { old, next, asked, knowsArguments } = parts;
  const left = (rules: Standing[]) =>
    rules
      .filter((one) => fitsAsKnown(one, asked, knowsArguments))
      .map((one) => ({
        ...one,
        needs: doubtsOf(one, asked, knowsArguments).map((doubt) => `${doubt} ${one.meaning}`),
      }));
  const [before, after] = [left(old), left(next)];
  let found: Compared | undefined;
  for (let answers = 0; answers < 2 ** keys.length; answers++) {
    const yes = new Set(keys.filter((_, at) => (answers & (2 ** at)) !== 0));
    const [was, becomes] = [before, after].map((rules) =>
      rules.filter(({ needs }) => needs.every((need) => yes.has(need))),
    );
    const one = outcomeOf(was ?? [], becomes ?? []);
    if (found !== undefined && JSON.stringify(found) !== JSON.stringify(one)) {
      return { kind: "undecided", doubts: kinds };
    }
    found = one;
  }
  return found ?? { kind: "same" };
}

function outcomeOf(old: readonly Standing[], next: readonly Standing[]): Compared {
  const effectOf = (rules: readonly Standing[]) =>
    EFFECTS.find((effect) => rules.some(({ rule }) => rule.effect === effect)) ?? "deny";
  const [was, becomes] = [effectOf(old), effectOf(next)];
  return was === "ask" && becomes === "ask" ? asks(old, next) : flipOf(was, becomes);
}

/** By the conditions that this call answers. */
function fitsAsKnown(
  { rule, runAs, args }: Standing,
  asked: Asked,
  knowsArguments: boolean,
): boolean {
  const inDoubt = rule.effect !== "allow";
  const known = [...(asked.runAs === undefined ? [] : runAs), ...(knowsArguments ? args : [])];
  return known.every((fits) => fits(asked) ?? inDoubt);
}

/** What of its conditions this call does not answer. */
function doubtsOf({ rule }: Standing, asked: Asked, knowsArguments: boolean): Doubt[] {
  const { when, limit } = rule;
  const context =
    (when?.runAs !== undefined && asked.runAs === undefined) ||
    [when?.subject, when?.resource, when?.action, when?.context].some((part) => part !== undefined);
  return [
    ...(when?.arguments !== undefined && !knowsArguments ? (["arguments"] as const) : []),
    ...(context ? (["context"] as const) : []),
    ...(limit === undefined ? [] : (["rate"] as const)),
  ];
}

function flipOf(was: Effect, becomes: Effect): Compared {
  if (was === becomes) return { kind: "same" };
  const flip =
    becomes === "deny"
      ? "revoked"
      : becomes === "ask"
        ? "newly_asked"
        : was === "ask"
          ? "no_longer_asked"
          : "gained";
  return { kind: "flip", flip, was, becomes };
}

/** Asked before and after: of other people, and nobody knows what they would have said. */
function asks(old: readonly Standing[], next: readonly Standing[]): Compared {
  const steps = (rules: readonly Standing[]) =>
    JSON.stringify(
      [
        ...new Set(
          rules
            .filter(({ rule }) => rule.effect === "ask")
            .map(({ rule }) => JSON.stringify(rule.approval ?? null)),
        ),
      ].toSorted(),
    );
  return steps(old) === steps(next)
    ? { kind: "same" }
    : { kind: "undecided", doubts: ["approval"] };
}

function meanings(rules: readonly Standing[]): string {
  return JSON.stringify(rules.map(({ meaning }) => meaning).toSorted());
}
