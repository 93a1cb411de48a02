// Cells of the matrix, as changes of its own rules.
import type { Membership } from "../cells/who";
import { subjectKey, whoIs } from "../cells/who";
import { type RulesOf, rulesOf } from "../cells/rules-of";
import { EFFECTS, type Effect, type Policy, type Rule } from "../model";
import { readResource } from "../resource";
import { append, removeAt, removeItems } from "./edit-text";
import { isOfCell, isPlainMatrixRule, newMatrixRule, normalSelector } from "./matrix-rule";
import type { CellEdit, Edited, EditProblem } from "./model";

/**
 * The matrix has one word on a cell: an effect replaces the one before. Where another rule decides, a
 * cell can only be made stricter; all cells are set, or none.
 */
export function setCells(
  text: string,
  policy: Policy,
  cells: readonly CellEdit[],
  known: { membership: Membership; now: number },
): Edited {
  const others = othersBySubject(policy, known);
  const problems = cells.flatMap((cell) => problemOf(cell, others(cell.subject)) ?? []);
  if (problems.length > 0) return { ok: false, problems };
  const cleared = clear(text, policy, cells);
  const words = wordsOf(policy);
  const wanted = new Map<string, { subject: string; effect: Effect; resources: string[] }>();
  for (const { subject, resource, effect } of cells) {
    if (effect === null) continue;
    const key = `${effect} ${subjectKey(subject)}`;
    const said = words.get(key) ?? new Set();
    words.set(key, said);
    const normal = normalSelector(resource);
    if (said.has(normal)) continue;
    said.add(normal);
    const entry = wanted.get(key) ?? { subject, effect, resources: [] };
    entry.resources.push(resource);
    wanted.set(key, entry);
  }
  const ids = new Set(policy.rules.map(({ id }) => id));
  const { rules } = cleared;
  let now = cleared.text;
  for (const { subject, effect, resources } of wanted.values()) {
    const at = rules.findIndex((rule) => isMatrixRuleOf(rule, subject, effect));
    if (at !== -1) now = append(now, ["rules", at, "resources"], resources);
    else {
      const rule = newMatrixRule(subject, effect, resources, ids);
      ids.add(rule.id);
      now = append(now, ["rules"], [rule]);
    }
  }
  return { ok: true, text: now };
}

/** What the matrix says already, by effect and subject. */
function wordsOf({ rules }: Policy): Map<string, Set<string>> {
  const words = new Map<string, Set<string>>();
  for (const rule of rules.filter(isPlainMatrixRule)) {
    const key = `${rule.effect} ${subjectKey(rule.subjects[0] ?? "")}`;
    const said = words.get(key) ?? new Set();
    for (const resource of rule.resources) said.add(normalSelector(resource));
    words.set(key, said);
  }
  return words;
}

function isMatrixRuleOf(rule: Rule, subject: string, effect: Effect): boolean {
  const [named = ""] = rule.subjects;
  return (
    isPlainMatrixRule(rule) && rule.effect === effect && subjectKey(named) === subjectKey(subject)
  );
}

/** Each subject's rules are arranged once, however many of its cells are set. */
function othersBySubject(
  { rules }: Policy,
  { membership, now }: { membership: Membership; now: number },
): (subject: string) => RulesOf {
  const known = new Map<string, RulesOf>();
  return (subject) => {
    const found = known.get(subject) ?? rulesOf(rules, whoIs(subject, membership), now);
    known.set(subject, found);
    return found;
  };
}

function problemOf(cell: CellEdit, rulesOn: RulesOf): EditProblem | undefined {
  const { subject, resource, effect } = cell;
  if (effect === null) return undefined;
  const tool = readResource({ type: "tool", id: resource.slice("tool:".length) });
  const others = rulesOn(tool, "tools/call").filter((rule) => !isOfCell(rule, subject, resource));
  const strictest = EFFECTS.find((one) => others.some((rule) => rule.effect === one));
  if (strictest === undefined || EFFECTS.indexOf(effect) < EFFECTS.indexOf(strictest))
    return undefined;
  const ruleIds = others.filter((rule) => rule.effect === strictest).map(({ id }) => id);
  const names = ruleIds.slice(0, 3).join(", ");
  const message = `${resource} for ${subject} is decided by ${names} (${strictest}); here it can only be made stricter`;
  return { message, ruleIds, cell };
}

/** Takes the cells out of every rule of the matrix that now says something else. */
function clear(text: string, policy: Policy, cells: readonly CellEdit[]) {
  let now = text;
  const rules: Rule[] = [];
  for (let at = policy.rules.length - 1; at >= 0; at--) {
    const rule = policy.rules[at];
    if (rule === undefined) continue;
    const positions = isPlainMatrixRule(rule) ? positionsOf(rule, cells) : [];
    if (positions.length > 0 && positions.length === rule.resources.length) {
      now = removeAt(now, ["rules", at]);
      continue;
    }
    if (positions.length > 0) now = removeItems(now, ["rules", at, "resources"], positions);
    rules.unshift(rule);
  }
  return { text: now, rules };
}

/** Where its list names cells that now say something else. */
function positionsOf({ subjects, effect, resources }: Rule, cells: readonly CellEdit[]): number[] {
  const [named = ""] = subjects;
  const mine = cells.filter(
    (cell) => cell.effect !== effect && subjectKey(cell.subject) === subjectKey(named),
  );
  if (mine.length === 0) return [];
  const gone = new Set(mine.map(({ resource }) => normalSelector(resource)));
  return resources.flatMap((text, at) => (gone.has(normalSelector(text)) ? [at] : []));
}
