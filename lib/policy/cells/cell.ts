// One cell of the matrix: what the rules say of one subject and one tool, before anybody calls.
import { z } from "zod";
import { EFFECTS, type Effect, type Rule } from "../model";

export const CELL_STATES = ["unset", "allow", "ask", "deny", "conditional", "mixed"] as const;

/**
 * `conditional`: all rules that could decide have conditions, limits or a time to come. `mixed`: an
 * answer stands, and a condition can make it stricter, or conditions lead to different answers.
 */
export const cellSchema = z.object({
  state: z.enum(CELL_STATES),
  /** What may come out, the strictest first; empty where nothing is set. */
  effects: z.array(z.enum(EFFECTS)),
  /** The rules that can decide, sorted. */
  ruleIds: z.array(z.string()),
  /** Decided by a rule of the matrix that names this very tool and subject: editable as it is. */
  own: z.boolean(),
  /** A person's accounts get different answers: all of them are in `effects` and `ruleIds`. */
  byAccount: z.literal(true).optional(),
});
export type Cell = z.infer<typeof cellSchema>;

export const UNSET: Cell = { state: "unset", effects: [], ruleIds: [], own: false };

/** `rules`: those that apply to the subject and the tool; `isOwn` tells those of the cell itself. */
export function cellOf(rules: readonly Rule[], isOwn: (rule: Rule) => boolean, now: number): Cell {
  const { standing, deciding } = decide(rules, now);
  const effects = EFFECTS.filter((effect) => deciding.some((rule) => rule.effect === effect));
  return {
    state: stateOf(standing, effects),
    effects,
    ruleIds: [...new Set(deciding.map(({ id }) => id))].toSorted(),
    own: deciding.length > 0 && deciding.every(isOwn),
  };
}

/** What the accounts of one person get, as one cell; `cells` has one for each. */
export function cellOfAccounts(cells: readonly Cell[]): Cell {
  const [first = UNSET, ...others] = cells;
  if (others.length === 0) return first;
  const effects = EFFECTS.filter((effect) => cells.some((cell) => cell.effects.includes(effect)));
  const all = {
    effects,
    ruleIds: [...new Set(cells.flatMap(({ ruleIds }) => ruleIds))].toSorted(),
    own: cells.every(({ own }) => own),
  };
  const isAlike = ({ state, effects: theirs }: Cell) =>
    state === first.state && theirs.join() === first.effects.join();
  if (others.every(isAlike)) return { state: first.state, ...all };
  return { state: effects.length > 1 ? "mixed" : "conditional", ...all, byAccount: true };
}

/**
 * The strictest effect that holds whatever the call, and the rules that can decide: those of that
 * effect, and those with a condition that would be stricter.
 */
export function decide(
  rules: readonly Rule[],
  now: number,
): { standing: Effect | undefined; deciding: Rule[] } {
  const standing = EFFECTS.find((effect) =>
    rules.some((rule) => rule.effect === effect && !isConditional(rule, now)),
  );
  const deciding = rules.filter(
    (rule) =>
      standing === undefined ||
      (isConditional(rule, now)
        ? EFFECTS.indexOf(rule.effect) < EFFECTS.indexOf(standing)
        : rule.effect === standing),
  );
  return { standing, deciding };
}

/** Whether it depends on more than who calls what. */
export function isConditional({ when, limit, from }: Rule, now: number): boolean {
  const asks = when !== undefined && Object.values(when).some((part) => part !== undefined);
  return asks || limit !== undefined || (from !== undefined && Date.parse(from) > now);
}

function stateOf(standing: Effect | undefined, effects: readonly Effect[]): Cell["state"] {
  const [first, ...others] = effects;
  if (first === undefined) return "unset";
  if (others.length > 0) return "mixed";
  return standing ?? "conditional";
}
