// What the directory knows, as a decision asks it.
import type { DirectoryIndex } from "../identity/directory-index";
import { principalKey } from "../identity/principal";
import type { Facts } from "./facts";

export type DirectoryFacts = Pick<Facts, "personOf" | "groupsOf">;

/** To be made once per version of the directory. */
export function directoryFacts({ personOfPrincipal, groups }: DirectoryIndex): DirectoryFacts {
  const groupsOf = new Map<string, Set<string>>();
  for (const [group, persons] of groups) {
    for (const person of persons) {
      const known = groupsOf.get(person);
      if (known) known.add(group);
      else groupsOf.set(person, new Set([group]));
    }
  }
  return {
    personOf: (principal) => personOfPrincipal.get(principalKey(principal))?.id,
    groupsOf: (person) => groupsOf.get(person) ?? NONE,
  };
}

const NONE: ReadonlySet<string> = new Set();
