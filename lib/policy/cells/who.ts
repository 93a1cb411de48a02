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
export function whoIs(subject: string, { groups, personOfPrincipal }: Membership): Who {
  const selector = parseSubjectSelector(subject);
  const surely = new Set(["anyone", subjectKey(subject)]);
  const person =
    selector?.kind === "person"
      ? selector.value
      : selector?.kind === "principal"
        ? personOfPrincipal.get(principalKey(selector.value))?.id
        : undefined;
  if (person === undefined) return { surely };
  surely.add(`person:${person}`);
  for (const [group, persons] of groups) if (persons.has(person)) surely.add(`group:${group}`);
  for (const [key, { id }] of personOfPrincipal) if (id === person) surely.add(`principal:${key}`);
  return { surely };
}

/** Whether a rule is about them, whatever it says. */
export function concerns({ subjects, except }: Rule, who: Who): boolean {
  const isMeant = (text: string) => who.surely.has(subjectKey(text));
  if (who.unknown) return !except.includes("anyone");
  return subjects.some(isMeant) && !except.some(isMeant);
}
