/**
 * JSON of the same value in which nothing moves a terminal or hides: JSON.stringify escapes the first 32
 * characters only, so controls above them, bidi and other format characters become \uXXXX too.
 */
export function inertJson(value: unknown): string {
  return inertJsonText(JSON.stringify(value));
}

/** The same of a text that is JSON already. */
export function inertJsonText(json: string): string {
  return json.replaceAll(HIDDEN, (character) =>
    Array.from(
      { length: character.length },
      (_, n) => `\\u${character.charCodeAt(n).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}

/** Also the marks and fillers that have no width. */
const HIDDEN =
  // oxlint-disable-next-line no-misleading-character-class -- single characters are meant
  /[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFFA0]/gu;
