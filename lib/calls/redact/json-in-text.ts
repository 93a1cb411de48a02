// JSON quoted inside a string, as tool results often are: `{\"password\":\"…\"}`.
import { isMarker } from "./marker";
import { sensitiveKey } from "./sensitive-keys";

// A name in quotes, a colon and the quote that opens a value, all with the same escaping.
const MEMBER = /(?<!\\)(\\*)"([\w.$-]{1,64})\1"\s{0,8}:\s{0,8}\1"/g;

/** The text with the string values of sensitive names replaced. */
export function redactJsonInText(text: string, replace: (secret: string) => string): string {
  let result = "";
  let copied = 0;
  MEMBER.lastIndex = 0;
  for (let match = MEMBER.exec(text); match !== null; match = MEMBER.exec(text)) {
    const [, escape = "", name = ""] = match;
    if (sensitiveKey(name) === undefined) continue;
    const from = MEMBER.lastIndex;
    const to = closingQuote(text, from, escape);
    const secret = text.slice(from, to);
    if (secret !== "" && !isMarker(secret)) {
      result += text.slice(copied, from) + replace(secret);
      copied = to;
    }
    MEMBER.lastIndex = to;
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** The first quote with exactly this escaping; the end of the text when there is none. */
function closingQuote(text: string, from: number, escape: string): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at;
    while (before > from && text[before - 1] === "\\") before--;
    if (at - before === escape.length) return before;
  }
  return text.length;
}
