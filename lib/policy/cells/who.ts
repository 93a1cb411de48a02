// Somebody as a column of the matrix sees them: the texts of rules that surely mean them.
import { principalKey } from "../../identity/principal";
import { parseSubjectSelector } from "../../identity/subject-selector";
import type { DirectoryIndex } from "../../identity/directory-index";
import type { Rule } from "../model";

export type Who = {
  /** Keys of `subjectKey` that surely mean them. */
  surely: ReadonlySet<string>;
  /** Who they are is not known: any rule could mean them. */
  unknown?: true;
};

/** What the directory must answer to know whom a person's rules mean. */
export type Membership = Pick<DirectoryIndex, "groups" | "personOfPrincipal">;

/** One key for every way to write the same subject. A text that is no selector means nobody. */
export function subjectKey(text: string): string {
  const selector = parseSubjectSelector(text);
  return selector?.kind === "principal" ? `principal:${principalKey(selector.value)}` : text;
}

/**
 * A group is seen as the group alone: what its members have besides is theirs. A person is seen with
 * all groups and principals, a principal with its person.
 */
export function whoIs(subject: string, membership: Membership): Who {
  const selector = parseSubjectSelector(subject);
  const surely = new Set(["anyone", subjectKey(subject)]);
  const person =
    selector?.kind === "person"
      ? selector.value
      : selector?.kind === "principal"
        ? membership.personOfPrincipal.get(principalKey(selector.value))?.id
        : undefined;
  if (person === undefined) return { surely };
  surely.add(`person:${person}`);
  for (const key of keysByPerson(membership).get(person) ?? []) surely.add(key);
  return { surely };
}

const inverted = new WeakMap<Membership, Map<string, string[]>>();

/** Groups and principals by person; made once for each state of the directory. */
function keysByPerson(membership: Membership): Map<string, string[]> {
  const known = inverted.get(membership);
  if (known !== undefined) return known;
  const keys = new Map<string, string[]>();
  const add = (person: string, key: string) => {
    const all = keys.get(person);
    if (all) all.push(key);
    else keys.set(person, [key]);
  };
  for (const [group, persons] of membership.groups) {
    for (const person of persons) add(person, `group:${group}`);
  }
  for (const [key, { id }] of membership.personOfPrincipal) add(id, `principal:${key}`);
  inverted.set(membership, keys);
  return keys;
}

/** Whether a rule is about them, whatever it says. */
export function concerns(
  { subjects, except }: Pick<Rule, "subjects" | "except">,
  who: Who,
): boolean {
  if (who.unknown) return !except.includes("anyone");
  const isMeant = (key: string) => who.surely.has(key);
  return keysOf(subjects).some(isMeant) && !keysOf(except).some(isMeant);
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
