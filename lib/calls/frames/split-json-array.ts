// A JSON array taken apart without parsing it, so that one bad element stands alone.
import { endOfString } from "./end-of-string";

export type Element = { text: string; from: number };

/**
 * The elements of a JSON array as written, each to be parsed alone; undefined when the text is
 * no array. Stops after `most` + 1 elements.
 */
export function splitJsonArray(text: string, most: number): Element[] | undefined {
  const trimmed = text.trimStart();
  const first = text.length - trimmed.length;
  if (text[first] !== "[") return undefined;
  const elements: Element[] = [];
  let depth = 0;
  let from = first + 1;
  for (let at = from; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      at = endOfString(text, at) - 1;
      if (at < 0) return undefined;
    } else if (char === "{" || char === "[") depth++;
    else if ((char === "}" || char === "]") && depth > 0) depth--;
    else if (char === "," && depth === 0) {
      if (!addElement(elements, text, from, at)) return undefined;
      if (elements.length > most) return elements;
      from = at + 1;
    } else if (char === "]") {
      const isLast = text.slice(at + 1).trim() === "";
      const isEmpty = elements.length === 0 && text.slice(from, at).trim() === "";
      return isLast && (isEmpty || addElement(elements, text, from, at)) ? elements : undefined;
    } else if (char === "}") return undefined;
  }
  return undefined;
}

function addElement(elements: Element[], text: string, from: number, to: number): boolean {
  const untrimmed = text.slice(from, to);
  const element = untrimmed.trim();
  const indent = untrimmed.length - untrimmed.trimStart().length;
  elements.push({ text: element, from: from + indent });
  return element !== "";
}
