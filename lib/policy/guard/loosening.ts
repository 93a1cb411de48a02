// Does a change let its author, or a group of theirs, do more? Judged without any call, and in doubt
// yes: conditions are compared as texts, not by what they let through.
import { parseSelector, type Selector } from "../../identity/selector";
import { hasEnded, rulesOf, type RulesOf } from "../cells/rules-of";
import { accountsOf, concerns, namesIn, subjectKey, type Who } from "../cells/who";
import { changedRules } from "../changed-rules";
import type { Policy, Rule } from "../model";
import { freshCharacter, genericResource, mayOverlap } from "./witness";

export type Loosening = {
  /** Whose rights: `group:…`, or `author`. */
  whose: string;
  ruleId: string;
  /** Whether the rule comes, or goes. */
  change: "added" | "removed";
};

/** `groups`: the author's, each judged alone by the rules that name it. */
export type AuthorRights = { author: Who; groups: readonly string[] };

/** Rules for `anyone` and for clients count where they add something that the author could not do. */
export function findLoosening(
  before: Policy,
  after: Policy,
  { author, groups }: AuthorRights,
  now: number,
): Loosening[] {
  const all = changedRules(before, after);
  const lives = (rule: Rule) => !hasEnded(rule, now);
  const changed = { added: all.added.filter(lives), removed: all.removed.filter(lives) };
  const fresh = freshCharacter(
    [...before.rules, ...after.rules].flatMap(({ resources }) => resources),
  );
  // By account: what one may do is no reason to let another do it.
  const accounts = accountsOf(author, namesIn([...before.rules, ...after.rules]));
  const own = accounts.flatMap((account) =>
    loosened({ before, after, now, fresh, changed }, account, "author", (rule) =>
      mayConcern(rule, account),
    ),
  );
  const ofGroups = groups.flatMap((group) => {
    const key = `group:${group}`;
    const who = { surely: new Set([key]) };
    return loosened({ before, after, now, fresh, changed }, who, key, (rule) =>
      rule.subjects.some((text) => subjectKey(text) === key),
    );
  });
  return [...new Map([...own, ...ofGroups].map((one) => [JSON.stringify(one), one])).values()];
}

type Change = {
  before: Policy;
  after: Policy;
  now: number;
  fresh: string;
  changed: { added: Rule[]; removed: Rule[] };
};

function loosened(
  { before, after, now, fresh, changed }: Change,
  who: Who,
  whose: string,
  isMeant: (rule: Rule) => boolean,
): Loosening[] {
  // What surely holds for them, to be covered by.
  const sure = who.unknown
    ? { surely: new Set(["anyone"]) }
    : { surely: new Set([...who.surely, "anyone"]) };
  const [old, next] = [rulesOf(before.rules, sure, now), rulesOf(after.rules, sure, now)];
  const letting = after.rules
    .filter((rule) => rule.enabled && rule.effect !== "deny" && mayConcern(rule, who))
    .map((rule) => ({ rule, selectors: selectorsOf(rule) }));
  const added = changed.added
    .filter((rule) => rule.effect !== "deny" && isMeant(rule))
    .filter((rule) => pointsOf(rule, fresh).some((point) => adds(rule, point, old, next)));
  const removed = changed.removed
    .filter((rule) => rule.effect !== "allow" && isMeant(rule))
    .filter((rule) =>
      pointsOf(rule, fresh).some(
        (point) =>
          !next(point.resource, point.action).some((other) => isAsStrict(other, rule)) &&
          letting.some((other) => mayMeet(other, point)),
      ),
    );
  return [
    ...added.map(({ id }) => ({ whose, ruleId: id, change: "added" as const })),
    ...removed.map(({ id }) => ({ whose, ruleId: id, change: "removed" as const })),
  ];
}

/** Anybody can be one with a client; whom nobody knows can be anybody. */
function mayConcern(rule: Rule, who: Who): boolean {
  const { subjects, except } = rule;
  if (concerns(rule, who)) return true;
  const excepted = !who.unknown && except.some((text) => who.surely.has(subjectKey(text)));
  return !excepted && subjects.some((text) => text === "anyone" || text.startsWith("client:"));
}

type Point = { action: string; selector: Selector; resource: ReturnType<typeof genericResource> };

/** One for each action and selector: what covers the names that nobody knows covers all. */
function pointsOf({ actions, resources }: Rule, fresh: string): Point[] {
  const selectors = selectorsOf({ resources });
  return [...new Set(actions.map((name) => (name === "invoke" ? "tools/call" : name)))].flatMap(
    (action) =>
      selectors.map((selector) => ({
        action,
        selector,
        resource: genericResource(selector, fresh),
      })),
  );
}

/** What the rule newly lets through, nothing let through before, or a deny stands before it. */
function adds(rule: Rule, { resource, action }: Point, old: RulesOf, next: RulesOf): boolean {
  const stopped = next(resource, action).some(
    (other) => other.effect === "deny" && isAsWide(other, rule),
  );
  if (stopped) return false;
  return !old(resource, action).some(
    (other) =>
      other.effect !== "deny" &&
      (other.effect === "allow" || rule.effect === "ask") &&
      isAsWide(other, rule),
  );
}

/** It applies whenever the other does. One with a limit does not: each counts by itself. */
function isAsWide(wide: Rule, narrow: Rule): boolean {
  const narrowed = (rule: Rule) => JSON.stringify([rule.when ?? {}, rule.from, rule.until]);
  if (wide.limit !== undefined) return false;
  return narrowed(wide) === NOT_NARROWED || narrowed(wide) === narrowed(narrow);
}

const NOT_NARROWED = JSON.stringify([{}, undefined, undefined]);

function isAsStrict(other: Rule, removed: Rule): boolean {
  if (!isAsWide(other, removed)) return false;
  if (other.effect === "deny") return true;
  const steps = (rule: Rule) => JSON.stringify(rule.approval ?? {});
  return other.effect === "ask" && removed.effect === "ask" && steps(other) === steps(removed);
}

function mayMeet(
  { rule, selectors }: { rule: Rule; selectors: Selector[] },
  { action, selector }: Point,
): boolean {
  const named = rule.actions.some(
    (name) => name === action || (name === "invoke" && action === "tools/call"),
  );
  return named && selectors.some((other) => mayOverlap(other, selector));
}

function selectorsOf({ resources }: Pick<Rule, "resources">): Selector[] {
  return resources.flatMap((text) => parseSelector(text) ?? []);
}
