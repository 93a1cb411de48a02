// I-JSON (RFC 7493) on top of JSON.parse: no name twice in an object, limits of `limits.ts`,
// and integers that a double cannot hold become strings of their digits.
import { inspectValue, textProblem } from "./event-limits";
import { scanJson } from "./json-scan";

export type StrictJson =
  | { value: unknown }
  /** `syntax` tells text that is no JSON from JSON that we refuse. */
  | { problem: string; syntax: boolean };

/** Parses one event. Never throws; linear in the length of the text, whatever it contains. */
export function parseStrictJson(text: string): StrictJson {
  const early = textProblem(text);
  if (early !== undefined) return { problem: early, syntax: false };
  const parsed = parse(text);
  if ("problem" in parsed) return parsed;

  const facts = inspectValue(parsed.value);
  if (facts.problem !== undefined) return { problem: facts.problem, syntax: false };
  // Every name is followed by a colon: as many names as members means that none stood twice.
  if (!facts.hasInexactNumber && countNames(text) === facts.members) return parsed;

  const scan = scanJson(text);
  if (scan.repeatsName) return { problem: "a name stands twice in an object", syntax: false };
  return scan.rewritten === undefined ? parsed : parse(scan.rewritten);
}

function parse(text: string): StrictJson {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: "not JSON", syntax: true };
  }
}

/** Quotes followed by a colon: all names, and at worst some text that looks like one. */
function countNames(text: string): number {
  let names = 0;
  for (let at = text.indexOf(":"); at !== -1; at = text.indexOf(":", at + 1)) {
    let before = at - 1;
    while (isSpace(text.charCodeAt(before))) before--;
    if (text.charCodeAt(before) === 0x22) names++;
  }
  return names;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
