// Why a text is no selector, in words that say what to write instead.
import { parseSelector } from "../identity/selector";
import { parseSubjectSelector } from "../identity/subject-selector";

/** `undefined` when the text is a selector of resources. */
export function selectorProblem(text: string): string | undefined {
  if (parseSelector(text)) return undefined;
  const colon = text.indexOf(":");
  if (colon < 1) return "names no type: write tool:SERVER/NAME";
  const slashes = text.slice(colon).split("/").length - 1;
  if (slashes > 1) return 'has more than one "/": inside a name write %2F';
  if (slashes === 0) return 'lacks the "/": both parts are always there, every tool is tool:*/*';
  return 'lacks a part beside the "/": write * for any';
}

/** `undefined` when the text is a selector of subjects. */
export function subjectProblem(text: string): string | undefined {
  if (parseSubjectSelector(text)) return undefined;
  return "must be anyone, person:ID, group:NAME, client:ID or principal:ISS|SUB";
}

/** `undefined` when the text names people who may approve. */
export function approverProblem(text: string): string | undefined {
  const kind = parseSubjectSelector(text)?.kind;
  return kind === "person" || kind === "group" ? undefined : "must be group:NAME or person:ID";
}
