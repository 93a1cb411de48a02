// Whom a rule names, arranged so that asking costs the same for one name or a thousand.
import { principalKey } from "../identity/principal";
import { parseSubjectSelector } from "../identity/subject-selector";
import type { Asked } from "./asked";

export type SubjectSet = {
  anyone: boolean;
  persons: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  clients: ReadonlySet<string>;
  principals: ReadonlySet<string>;
};

/** A text that is no selector names nobody. */
export function subjectSet(texts: readonly string[]): SubjectSet {
  const all = texts.flatMap((text) => parseSubjectSelector(text) ?? []);
  const valuesOf = (kind: "person" | "group" | "client") =>
    new Set(all.flatMap((one) => (one.kind === kind ? [one.value] : [])));
  return {
    anyone: all.some(({ kind }) => kind === "anyone"),
    persons: valuesOf("person"),
    groups: valuesOf("group"),
    clients: valuesOf("client"),
    principals: new Set(
      all.flatMap((one) => (one.kind === "principal" ? [principalKey(one.value)] : [])),
    ),
  };
}

/** `undefined`: it cannot be told, because the set names a group and nobody knows the groups. */
export function isAmong(set: SubjectSet, asked: Asked): boolean | undefined {
  if (set.anyone) return true;
  if (asked.person !== undefined && set.persons.has(asked.person)) return true;
  if (asked.client !== undefined && set.clients.has(asked.client)) return true;
  if (asked.principalKey !== undefined && set.principals.has(asked.principalKey)) return true;
  if (set.groups.size === 0) return false;
  return asked.groups === undefined ? undefined : share(set.groups, asked.groups);
}

function share(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  for (const one of small) if (large.has(one)) return true;
  return false;
}
