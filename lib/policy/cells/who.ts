// Somebody as a column of the matrix sees them: the texts of rules that surely mean them.
import { principalKey } from "../../identity/principal";
import { parseSubjectSelector } from "../../identity/subject-selector";
import type { DirectoryIndex } from "../../identity/directory-index";
import type { Rule } from "../model";

export type Who = {
  /** Keys of `subjectKey` that mean them, whichever of their accounts calls. */
  surely: ReadonlySet<string>;
  /** A person's principals, as such keys: each call is by one of them, and not by the others. */
  accounts?: readonly string[] | undefined;
  /** Nobody linked them to a person: a group that denies or asks applies, one that allows does not. */
  groupsUnknown?: true | undefined;
  /** Who they are is not known: any rule could mean them. */
  unknown?: true;
};

/** What the directory must answer to know whom a person's rules mean. */
export type Membership = Pick<DirectoryIndex, "groups" | "personOfPrincipal">;

type Named = Pick<Rule, "subjects" | "except">;

/** One key for every way to write the same subject. A text that is no selector means nobody. */
export function subjectKey(text: string): string {
  const selector = parseSubjectSelector(text);
  return selector?.kind === "principal" ? `principal:${principalKey(selector.value)}` : text;
}

/**
 * A group is seen as the group alone: what its members have besides is theirs. A person is seen with
 * all groups, a principal with its person and that person's groups, and with no other principal.
 */
export function whoIs(subject: string, membership: Membership): Who {
  const selector = parseSubjectSelector(subject);
  const surely = new Set(["anyone", subjectKey(subject)]);
  if (selector?.kind === "person") {
    for (const group of keysByPerson(membership).groups.get(selector.value) ?? [])
      surely.add(group);
    return { surely, accounts: keysByPerson(membership).accounts.get(selector.value) };
  }
  if (selector?.kind !== "principal") return { surely };
  const person = membership.personOfPrincipal.get(principalKey(selector.value))?.id;
  if (person === undefined) return { surely, groupsUnknown: true };
  surely.add(`person:${person}`);
  for (const group of keysByPerson(membership).groups.get(person) ?? []) surely.add(group);
  return { surely };
}

/**
 * A person by the account that calls: each that `named` names, and one for all others; most have a
 * single answer. `named`: keys of `namesIn`.
 */
export function accountsOf(who: Who, named: ReadonlySet<string>): Who[] {
  const { accounts = [], ...person } = who;
  const apart = accounts.filter((key) => named.has(key));
  const all = apart.map((key) => ({ ...person, surely: new Set(person.surely).add(key) }));
  return apart.length < accounts.length || accounts.length === 0 ? [...all, person] : all;
}

/** Every subject that rules name. */
export function namesIn(rules: readonly Named[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({ subjects, except }) => [...keysOf(subjects), ...keysOf(except)]));
}

type ByPerson = { groups: Map<string, string[]>; accounts: Map<string, string[]> };
const inverted = new WeakMap<Membership, ByPerson>();

/** Groups and principals by person; made once for each state of the directory. */
function keysByPerson(membership: Membership): ByPerson {
  const known = inverted.get(membership);
  if (known !== undefined) return known;
  const found: ByPerson = { groups: new Map(), accounts: new Map() };
  const add = (to: Map<string, string[]>, person: string, key: string) => {
    const all = to.get(person);
    if (all) all.push(key);
    else to.set(person, [key]);
  };
  for (const [group, persons] of membership.groups) {
    for (const person of persons) add(found.groups, person, `group:${group}`);
  }
  for (const [key, { id }] of membership.personOfPrincipal) {
    add(found.accounts, id, `principal:${key}`);
  }
  inverted.set(membership, found);
  return found;
}

/** Whether a rule is about them whichever account calls, as `evaluate` finds it; its terms apart. */
export function concerns(rule: Named & Pick<Rule, "effect">, who: Who): boolean {
  const { subjects, except, effect } = rule;
  if (who.unknown) return !except.includes("anyone");
  const inDoubt = effect !== "allow";
  return (isAmong(subjects, who) ?? inDoubt) && !(isAmong(except, who) ?? !inDoubt);
}

/** `undefined`: a group is named, and nobody knows their groups. */
function isAmong(texts: readonly string[], who: Who): boolean | undefined {
  const keys = keysOf(texts);
  if (keys.some((key) => who.surely.has(key))) return true;
  return who.groupsUnknown && keys.some((key) => key.startsWith("group:")) ? undefined : false;
}

const keysOfLists = new WeakMap<readonly string[], readonly string[]>();

/** Read once for each list: every column asks every rule. */
function keysOf(texts: readonly string[]): readonly string[] {
  const known = keysOfLists.get(texts);
  if (known !== undefined) return known;
  const keys = texts.map(subjectKey);
  keysOfLists.set(texts, keys);
  return keys;
}
