// Rules as effective access names them, each with the persons whom it means.
import type { DirectoryIndex } from "../../identity/directory-index";
import { principalKey } from "../../identity/principal";
import { parseSubjectSelector } from "../../identity/subject-selector";
import { isConditional } from "../cells/cell";
import type { Rule } from "../model";
import type { EffectiveView } from "./effective-view";

/** In the order of the policy. */
export function throughRules(
  rules: readonly Rule[],
  ids: readonly string[],
  { index, now }: { index: DirectoryIndex; now: number },
): EffectiveView["rules"] {
  const wanted = new Set(ids);
  return rules
    .filter(({ id }) => wanted.has(id))
    .map((rule) => ({
      id: rule.id,
      name: rule.name ?? null,
      effect: rule.effect,
      subjects: rule.subjects,
      except: rule.except,
      resources: rule.resources,
      conditional: isConditional(rule, now),
      when: rule.when ?? null,
      limit: rule.limit ?? null,
      until: rule.until ?? null,
      persons: personsIn(rule, index),
    }));
}

function personsIn(
  { subjects }: Rule,
  { groups, persons, personOfPrincipal }: DirectoryIndex,
): number {
  if (subjects.includes("anyone")) return persons.size;
  const found = subjects.flatMap((text) => {
    const selector = parseSubjectSelector(text);
    if (selector?.kind === "person") return [selector.value];
    if (selector?.kind === "group") return [...(groups.get(selector.value) ?? [])];
    if (selector?.kind !== "principal") return [];
    return personOfPrincipal.get(principalKey(selector.value))?.id ?? [];
  });
  return new Set(found).size;
}
