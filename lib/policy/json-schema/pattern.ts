// Regular expressions from users: RE2, whose time grows with the text and never explodes.
import { RE2JS } from "re2js";

export type Pattern = (text: string) => boolean;

/** Instructions of the compiled pattern; with more, one long text would take too long. */
const MOST_INSTRUCTIONS = 1000;
const MOST_CHARACTERS = 1000;

/**
 * Searches anywhere in the text, as JSON Schema does. ECMAScript's spelling (`\u0041`, `\/`,
 * `(?<name>…)`) is understood. Throws an Error whose message a person can act on for what no linear
 * engine can do (look-around, back-references) and for patterns that are too large.
 */
export function compilePattern(source: string): Pattern {
  if (source.length > MOST_CHARACTERS) {
    throw new Error(`is longer than ${MOST_CHARACTERS} characters`);
  }
  const compiled = compile(source);
  if (compiled.programSize() > MOST_INSTRUCTIONS) {
    throw new Error("is too large when its repetitions are written out");
  }
  return (text) => compiled.test(text);
}

function compile(source: string): RE2JS {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `is no pattern that runs in linear time (RE2): ${reason.replace(/^error parsing regexp: /, "")}`,
      { cause: error },
    );
  }
}
