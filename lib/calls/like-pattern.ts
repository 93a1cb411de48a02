// Patterns of LIKE. `*` is any run of characters where the value is a glob; everything else is literal.
import { globRuns } from "./query-language/glob";
import type { QueryValue } from "./query-language/model";

/** Fits texts that are the value. */
export function likePattern(value: QueryValue): string {
  return runsOf(value).map(literal).join("%");
}

/** Fits texts that contain the value. */
export function containsPattern(value: QueryValue): string {
  return `%${likePattern(value)}%`;
}

/** Fits JSON texts, as JSON.stringify writes them, with a string in them that contains the value. */
export function jsonContainsPattern(value: QueryValue): string {
  const runs = runsOf(value).map((run) => literal(JSON.stringify(run).slice(1, -1)));
  return `%${runs.join("%")}%`;
}

function runsOf({ text, glob }: QueryValue): string[] {
  return glob ? globRuns(text) : [text];
}

function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
