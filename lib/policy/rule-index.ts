// Rules by resource and subject, so that a decision costs as much as the rules that could apply.
import { fitsGlob } from "../identity/glob";
import { fitsSelector, parseSelector, type Selector } from "../identity/selector";
import type { Asked } from "./asked";
import type { CompiledRule } from "./compiled-rule";
import { entry, GlobMap } from "./glob-map";
import { type Candidate, SubjectIndex } from "./subject-index";

export type RuleIndex = {
  version: string | null;
  /** Every rule that speaks of this resource and action, and perhaps of this subject; each once. */
  find: (asked: Asked) => Set<CompiledRule>;
};

type NameIndex = GlobMap<SubjectIndex>;
type ActionIndex = {
  byServer: GlobMap<NameIndex>;
  /** Rules that deny or ask, by name alone: for a request that names no server. */
  withoutServer: NameIndex;
};

/** `version` is what decisions name. Selectors that cannot be read fit nothing. */
export function buildRuleIndex(rules: readonly CompiledRule[], version: string | null): RuleIndex {
  const everything = new SubjectIndex();
  const byType = new Map<string, Map<string, ActionIndex>>();
  for (const rule of rules) {
    if (rule.resources === undefined) everything.add({ rule, selector: undefined });
    for (const text of rule.resources ?? []) {
      const selector = parseSelector(text);
      const byAction = selector && entry(byType, selector.type, () => new Map());
      for (const action of byAction ? (rule.actions ?? [ANY_ACTION]) : []) {
        if (byAction) addTo(entry(byAction, action, emptyActionIndex), rule, selector);
      }
    }
  }

  return {
    version,
    find: (asked) => {
      const found = new Set<CompiledRule>();
      const keep = ({ rule, selector }: Candidate): void => {
        if (selector === undefined || fitsResource(selector, asked)) found.add(rule);
      };
      everything.visit(asked, keep);
      const byAction = byType.get(asked.resource.type);
      visitAction(byAction?.get(asked.action), asked, keep);
      visitAction(byAction?.get(ANY_ACTION), asked, keep);
      return found;
    },
  };
}

/** No action has an empty name. */
const ANY_ACTION = "";

function emptyActionIndex(): ActionIndex {
  return { byServer: new GlobMap(), withoutServer: new GlobMap() };
}

function addTo(index: ActionIndex, rule: CompiledRule, selector: Selector): void {
  const candidate = { rule, selector };
  const names = index.byServer.slot(selector.server, () => new GlobMap());
  names.slot(selector.name, () => new SubjectIndex()).add(candidate);
  if (rule.effect === "allow") return;
  index.withoutServer.slot(selector.name, () => new SubjectIndex()).add(candidate);
}

function visitAction(
  index: ActionIndex | undefined,
  asked: Asked,
  visit: (candidate: Candidate) => void,
): void {
  const { server, name } = asked.resource;
  const visitSubjects = (subjects: SubjectIndex): void => subjects.visit(asked, visit);
  if (server === undefined) index?.withoutServer.visit(name, visitSubjects);
  else index?.byServer.visit(server, (names) => names.visit(name, visitSubjects));
}

function fitsResource(selector: Selector, { resource }: Asked): boolean {
  const { type, server, name } = resource;
  if (server !== undefined) return fitsSelector(selector, { type, server, name });
  return fitsGlob(selector.name, name);
}
