/**
 * JSON of the same value in which nothing moves a terminal or hides: JSON.stringify escapes the first 32
 * characters only, so controls above them, bidi and other format characters become \uXXXX too.
 */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, n) => `\\u${character.charCodeAt(n).toString(16).padStart(4, "0")}`,
    ).join(""),
  );
}
