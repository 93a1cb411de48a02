// Rules that the matrix writes: plain, one for each subject and effect.
import { encodeName } from "../../identity/glob";
import { parseSelector, printSelector } from "../../identity/selector";
import { subjectKey } from "../cells/who";
import type { Effect, Rule } from "../model";

export const MATRIX_ORIGIN = "matrix";

/** A rule of the matrix whom nobody gave conditions by hand. */
export function isPlainMatrixRule(rule: Rule): boolean {
  const { origin, enabled, subjects, except, actions, when, limit, approval, from, until } = rule;
  return (
    origin === MATRIX_ORIGIN &&
    enabled &&
    subjects.length === 1 &&
    except.length === 0 &&
    actions.length === 1 &&
    actions[0] === "tools/call" &&
    [when, limit, approval, from, until].every((part) => part === undefined)
  );
}

/** Whether it is the matrix's word on exactly this cell. */
export function isOfCell(rule: Rule, subject: string, resource: string): boolean {
  if (!isPlainMatrixRule(rule)) return false;
  const [named = ""] = rule.subjects;
  return subjectKey(named) === subjectKey(subject) && positionIn(rule.resources, resource) !== -1;
}

/** Where the list names this very resource, however it is written. */
export function positionIn(resources: readonly string[], resource: string): number {
  const asWritten = resources.indexOf(resource);
  if (asWritten !== -1) return asWritten;
  const wanted = normalSelector(resource);
  return resources.findIndex((text) => normalSelector(text) === wanted);
}

export function toolSelector(server: string, name: string): string {
  return `tool:${toolPath(server, name)}`;
}

/** As requests name it: `server/tool`, with what would mean something else encoded. */
export function toolPath(server: string, name: string): string {
  return `${encodeName(server)}/${encodeName(name)}`;
}

/** What the matrix adds where there is no rule yet. `taken`: ids that others have. */
export function newMatrixRule(
  subject: string,
  effect: Effect,
  resources: readonly string[],
  taken: ReadonlySet<string>,
) {
  const plain = `matrix ${effect} ${subject.replaceAll("|", " ")}`.slice(0, 90);
  let id = plain;
  for (let n = 2; taken.has(id); n++) id = `${plain} ${n}`;
  return {
    id,
    name: `Matrix: ${effect} for ${subject}`,
    origin: MATRIX_ORIGIN,
    subjects: [subject],
    resources,
    effect,
  };
}

/** One text for every way to write the same selector. */
export function normalSelector(resource: string): string {
  const selector = parseSelector(resource);
  return selector ? printSelector(selector) : resource;
}
