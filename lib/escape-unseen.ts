/**
 * The same text with every character that a terminal would obey or an eye would not see written as
 * `\uXXXX`, line feeds apart. A JSON text stays one and says the same.
 */
export function escapeUnseen(text: string): string {
  if (!UNSEEN.test(text)) return text;
  return text.replaceAll(new RegExp(UNSEEN, "gu"), (character) =>
    Array.from({ length: character.length }, (_, n) => {
      const unit = character.charCodeAt(n).toString(16).padStart(4, "0");
      return `\\u${unit}`;
    }).join(""),
  );
}

/** Controls (also C1, which some terminals obey), bidi, zero-width and tag characters, separators. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
