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

/** What calls share that differ in their arguments alone. */
export type Prepared = {
  asked: Asked;
  old: Standing[];
  next: Standing[];
  /** The same rules stand in both documents: nothing can differ. */
  same: boolean;
};

export function prepare(
  { base, draft, facts, now }: Question,
  request: EvaluationRequest,
): Prepared {
  const asked = askedOf(request, facts);
  const [old, next] = [base.standing(asked, now), draft.standing(asked, now)];
  return { asked, old, next, same: haveSameMeanings(old, next) };
}

function haveSameMeanings(old: readonly Standing[], next: readonly Standing[]): boolean {
  if (old.length !== next.length) return false;
  const sorted = (rules: readonly Standing[]) => rules.map(({ meaning }) => meaning).toSorted();
  const others = sorted(next);
  return sorted(old).every((meaning, n) => meaning === others[n]);
}

/** With more doubts than this every combination of answers is not tried: it stays undecided. */
const MOST_DOUBTS = 8;

/**
 * `knowsArguments`: the request carries the call's arguments as they were. Without doubts this is
 * what `evaluate` says of both documents; with doubts it is decided only where all answers agree.
 */
export function compare(
  question: Question,
  request: EvaluationRequest,
  knowsArguments: boolean,
  { asked: known, old, next, same } = prepare(question, request),
): Compared {
  if (same) return { kind: "same" };
  const parts = { old, next, knowsArguments, asked: { ...known, request, work: 0 } };
  const doubts = new Map<string, Doubt>();
  for (const one of [...old, ...next]) {
    for (const doubt of doubtsOf(one, parts)) doubts.set(`${doubt} ${one.meaning}`, doubt);
  }
  const kinds = [...new Set(doubts.values())].toSorted();
  if (doubts.size > MOST_DOUBTS) return { kind: "undecided", doubts: kinds };
  try {
    return throughAll([...doubts.keys()], kinds, parts);
  } catch (error) {
    if (!(error instanceof DecisionTooCostly)) throw error;
    // All conditions of both documents together cost more than each may cost alone.
    return doubts.size === 0
      ? byEvaluating(question, request)
      : { kind: "undecided", doubts: kinds };
  }
}

type Parts = { old: Standing[]; next: Standing[]; asked: Asked; knowsArguments: boolean };

function byEvaluating({ base, draft, facts, now }: Question, request: EvaluationRequest): Compared {
  const was = evaluate(base.index, request, facts, now).effect;
  return flipOf(was, evaluate(draft.index, request, facts, now).effect);
}

/** Every combination of answers; a rule that both documents have is answered the same in both. */
function throughAll(keys: string[], kinds: Doubt[], parts: Parts): Compared {
  const fitting = new Map<string, boolean>();
  const left = (rules: Standing[]) =>
    rules
      .filter((one) => {
        const fits = fitting.get(one.meaning) ?? fitsAsKnown(one, parts);
        fitting.set(one.meaning, fits);
        return fits;
      })
      .map((one) => ({
        rule: one.rule,
        needs: doubtsOf(one, parts).map((doubt) => `${doubt} ${one.meaning}`),
      }));
  const [before, after] = [left(parts.old), left(parts.next)];
  let found: Compared | undefined;
  for (let answers = 0; answers < 2 ** keys.length; answers++) {
    const yes = new Set(keys.filter((_, at) => (answers & (2 ** at)) !== 0));
    const applying = ({ needs }: { needs: string[] }) => needs.every((need) => yes.has(need));
    const one = outcomeOf(before.filter(applying), after.filter(applying));
    if (found !== undefined && JSON.stringify(found) !== JSON.stringify(one)) {
      return { kind: "undecided", doubts: kinds };
    }
    found = one;
  }
  return found ?? { kind: "same" };
}

type Applying = Pick<Standing, "rule">;

function outcomeOf(old: readonly Applying[], next: readonly Applying[]): Compared {
  const effectOf = (rules: readonly Applying[]) =>
    EFFECTS.find((effect) => rules.some(({ rule }) => rule.effect === effect)) ?? "deny";
  const [was, becomes] = [effectOf(old), effectOf(next)];
  return was === "ask" && becomes === "ask" ? asks(old, next) : flipOf(was, becomes);
}

/** By the conditions that this call answers. */
function fitsAsKnown({ rule, runAs, args }: Standing, { asked, knowsArguments }: Parts): boolean {
  const inDoubt = rule.effect !== "allow";
  const fits = (conditions: Standing["args"]) =>
    conditions.every((condition) => condition(asked) ?? inDoubt);
  return (asked.runAs === undefined || fits(runAs)) && (!knowsArguments || fits(args));
}

/** What of its conditions this call does not answer. */
function doubtsOf({ rule, readsContext }: Standing, { asked, knowsArguments }: Parts): Doubt[] {
  const doubts: Doubt[] = [];
  if (!knowsArguments && rule.when?.arguments !== undefined) doubts.push("arguments");
  if (readsContext || (asked.runAs === undefined && rule.when?.runAs !== undefined))
    doubts.push("context");
  if (rule.limit !== undefined) doubts.push("rate");
  return doubts;
}

function flipOf(was: Effect, becomes: Effect): Compared {
  if (was === becomes) return { kind: "same" };
  return { kind: "flip", flip: nameOf(was, becomes), was, becomes };
}

function nameOf(was: Effect, becomes: Effect): Flip {
  if (becomes === "deny") return "revoked";
  if (becomes === "ask") return "newly_asked";
  return was === "ask" ? "no_longer_asked" : "gained";
}

/** Asked before and after: of other people, and nobody knows what they would have said. */
function asks(old: readonly Applying[], next: readonly Applying[]): Compared {
  const steps = (rules: readonly Applying[]) => {
    const asking = rules.filter(({ rule }) => rule.effect === "ask");
    const all = asking.map(({ rule }) => JSON.stringify(rule.approval ?? null));
    return JSON.stringify([...new Set(all)].toSorted());
  };
  return steps(old) === steps(next)
    ? { kind: "same" }
    : { kind: "undecided", doubts: ["approval"] };
}
