// Two documents compared by what they let each identity do. Pure.
import { fitsSelector, parseSelector, type Resource, type Selector } from "../../identity/selector";
import { decide } from "../cells/cell";
import { rulesOf, type RulesOf } from "../cells/rules-of";
import { accountsOf, concerns, type Membership, namesIn, subjectKey, whoIs } from "../cells/who";
import { changedRules, meaningOf } from "../changed-rules";
import { freshCharacter, genericResource } from "../guard/witness";
import type { Effect, Policy, Rule } from "../model";
import { type Change, type ChangeItem, CHANGES, type SemanticDiff } from "./model";

/** Cells that are compared, and changes that are listed: more would be no diff to read. */
const MOST_CELLS = 400_000;
const MOST_ITEMS = 1_000;
/** That are held until it is known whose are listed. */
const MOST_HELD = 20_000;

type Known = { membership: Membership; tools: readonly Resource[]; now: number };
type Target = { action: string; resource: Resource; selector: string; known: boolean };

/**
 * Looks only at subjects that a changed rule names, and at what it speaks of: known tools, and one
 * stand-in for selectors that fit none. Cost: the cells that could differ, not all cells.
 */
export function semanticDiffOf(before: Policy, after: Policy, known: Known): SemanticDiff {
  const { added, removed } = changedRules(before, after);
  const changed = [...added, ...removed];
  const fresh = freshCharacter(changed.flatMap(({ resources }) => resources));
  const targetsOf = targetsByRule(known.tools, fresh);
  const totals = new Map<string, { subject: string; change: Change; n: number }>();
  const bySubject: ChangeItem[][] = [];
  const subjects = subjectsOf(changed);
  const names = namesIn([...before.rules, ...after.rules]);
  const mostOfOne = Math.min(MOST_ITEMS, Math.ceil(MOST_HELD / subjects.length));
  let cells = 0;
  for (const subject of subjects) {
    const items: ChangeItem[] = [];
    bySubject.push(items);
    const accounts = accountsOf(whoIs(subject, known.membership), names);
    const isAbout = (rule: Rule) =>
      accounts.some(
        (who) =>
          concerns(rule, who) || rule.except.some((text) => who.surely.has(subjectKey(text))),
      );
    const targets = new Map<string, Target>();
    for (const rule of changed.filter(isAbout)) {
      for (const target of targetsOf(rule)) targets.set(keyOf(target), target);
    }
    const sides = accounts.map((who) => ({
      old: rulesOf(before.rules, who, known.now),
      next: rulesOf(after.rules, who, known.now),
    }));
    for (const target of targets.values()) {
      if (cells++ >= MOST_CELLS) break;
      // What one of their accounts gains or loses, they gain or lose.
      const [item] = sides.flatMap((side) => compareCell(subject, target, side, known.now) ?? []);
      if (item === undefined) continue;
      const total = totals.get(`${subject} ${item.change}`) ?? {
        subject,
        change: item.change,
        n: 0,
      };
      total.n += 1;
      totals.set(`${subject} ${item.change}`, total);
      if (items.length < mostOfOne) items.push(item);
    }
  }
  const all = [...totals.values()];
  const found = all.reduce((sum, { n }) => sum + n, 0);
  const items = fairly(bySubject);
  return {
    items: items.toSorted(inOrder),
    totals: all.toSorted(inOrder),
    truncated: cells > MOST_CELLS || found > items.length,
    rules: rulesThatChanged(before, after),
  };
}

/** Whoever changes much takes no place from whoever changes little. */
function fairly(bySubject: readonly ChangeItem[][]): ChangeItem[] {
  let left = MOST_ITEMS;
  return bySubject
    .toSorted((a, b) => a.length - b.length)
    .flatMap((items, at) => {
      const share = items.toSorted(inOrder).slice(0, Math.floor(left / (bySubject.length - at)));
      left -= share.length;
      return share;
    });
}

function inOrder(a: { change: Change }, b: { change: Change }): number {
  return CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change);
}

function subjectsOf(changed: readonly Rule[]): string[] {
  const named = changed.flatMap(({ subjects, except }) => [...subjects, ...except]);
  return [...new Set(named)].toSorted();
}

/** Remembers what each selector fits: rules share them. */
function targetsByRule(tools: readonly Resource[], fresh: string): (rule: Rule) => Target[] {
  const fitting = new Map<string, Resource[]>();
  const fits = (text: string, selector: Selector): Resource[] => {
    const found = fitting.get(text) ?? tools.filter((tool) => fitsSelector(selector, tool));
    fitting.set(text, found);
    return found;
  };
  return ({ actions, resources }) =>
    resources.flatMap((text) => {
      const selector = parseSelector(text);
      if (!selector) return [];
      const found = fits(text, selector);
      const generic = genericResource(selector, fresh);
      const stand = { type: selector.type, server: generic.server ?? "", name: generic.name };
      return actions.flatMap((name): Target[] => {
        const action = name === "invoke" ? "tools/call" : name;
        return found.length === 0
          ? [{ action, resource: stand, selector: text, known: false }]
          : found.map((resource) => ({ action, resource, selector: text, known: true }));
      });
    });
}

function keyOf({ action, resource: { type, server, name } }: Target): string {
  return JSON.stringify([action, type, server, name]);
}

type Side = { effect: Effect; conditional: boolean; ruleIds: string[]; about: string[] };

function compareCell(
  subject: string,
  { action, resource, selector, known }: Target,
  { old, next }: { old: RulesOf; next: RulesOf },
  now: number,
): ChangeItem | undefined {
  const [was, becomes] = [sideOf(old(resource, action), now), sideOf(next(resource, action), now)];
  const change = changeOf(was, becomes);
  if (change === undefined) return undefined;
  return {
    subject,
    change,
    action,
    server: known ? resource.server : null,
    tool: known ? resource.name : null,
    selector,
    was: was.effect,
    becomes: becomes.effect,
    conditional: { was: was.conditional, becomes: becomes.conditional },
    ruleIds: { was: was.ruleIds, becomes: becomes.ruleIds },
  };
}

/** The most that can come out, and everything that it hangs on: conditions, limits, approvals. */
function sideOf(rules: readonly Rule[], now: number): Side {
  const { standing, deciding } = decide(rules, now);
  const lenient = (["allow", "ask"] as const).find((effect) =>
    deciding.some((rule) => rule.effect === effect),
  );
  // Beside an allow that always holds, another one changes nothing, whatever it hangs on.
  const always = deciding.some((rule) => rule.effect === "allow" && holdsAlways(rule));
  const telling = deciding.filter(
    (rule) => !always || rule.effect !== "allow" || holdsAlways(rule),
  );
  const parts = (part: (rule: Rule) => unknown) =>
    JSON.stringify(
      [...new Set(telling.map((rule) => JSON.stringify([rule.effect, part(rule)])))].toSorted(),
    );
  return {
    effect: lenient ?? "deny",
    conditional: deciding.some((rule) => rule.effect !== standing),
    ruleIds: [...new Set(deciding.map(({ id }) => id))].toSorted(),
    about: [
      parts(({ when, from, until }) => [when, from, until]),
      parts(({ limit }) => limit),
      parts(({ approval }) => approval),
    ],
  };
}

function holdsAlways({ when, from, until, limit }: Rule): boolean {
  const asks = when !== undefined && Object.values(when).some((part) => part !== undefined);
  return !asks && from === undefined && until === undefined && limit === undefined;
}

function changeOf(was: Side, becomes: Side): Change | undefined {
  if (was.effect !== becomes.effect) {
    if (becomes.effect === "deny") return "revoked";
    if (becomes.effect === "ask") return "newly_asked";
    return was.effect === "ask" ? "no_longer_asked" : "gained";
  }
  const differs = was.about.findIndex((part, at) => part !== becomes.about[at]);
  // A deny that gains a rule denies as before.
  if (differs === -1 || was.effect === "deny") return undefined;
  return (["condition_changed", "limit_changed", "approval_changed"] as const)[differs];
}

function rulesThatChanged(before: Policy, after: Policy): SemanticDiff["rules"] {
  const said = ({ rules }: Policy) =>
    new Map(rules.map((rule) => [rule.id, `${rule.enabled} ${meaningOf(rule)}`]));
  const [old, next] = [said(before), said(after)];
  const described = ({ rules }: Policy) =>
    new Map(
      rules.map(({ id, name, reason, owner }) => [id, JSON.stringify([name, reason, owner])]),
    );
  const [was, is] = [described(before), described(after)];
  return {
    added: [...next.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !next.has(id)),
    changed: [...next].flatMap(([id, text]) => (old.has(id) && old.get(id) !== text ? [id] : [])),
    described: [...is.keys()].filter(
      (id) => old.get(id) === next.get(id) && was.get(id) !== is.get(id),
    ),
  };
}
