// A slower reading of JSON text for what JSON.parse hides: repeated names, inexact numbers.

export type JsonScan = {
  repeatsName: boolean;
  /** The text with inexact numbers as strings; undefined when there is none. */
  rewritten?: string;
};

// A string, a number, or one structural character; everything else is skipped.
const TOKEN = /"(?:[^"\\]+|\\.)*"|-?\d[\d.eE+-]*|[{}[\],:]/g;

/** Expects text that JSON.parse accepts. One pass. */
export function scanJson(text: string): JsonScan {
  /** The names of each open object; null for an open array. */
  const open: (Set<string> | null)[] = [];
  let pieces = "";
  let copied = 0;
  let mayBeName = false;
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    const first = token[0];
    if (first === "{" || first === "[") open.push(first === "{" ? new Set() : null);
    else if (first === "}" || first === "]") open.pop();
    else if (first === '"' && mayBeName) {
      const names = open.at(-1);
      const name = unescape(token);
      if (names?.has(name)) return { repeatsName: true };
      names?.add(name);
    } else if (first !== '"' && first !== "," && first !== ":" && isInexact(token)) {
      pieces += `${text.slice(copied, match.index)}"${token}"`;
      copied = match.index + token.length;
    }
    mayBeName = first === "{" || (first === "," && open.at(-1) !== null);
  }
  return { repeatsName: false, rewritten: copied > 0 ? pieces + text.slice(copied) : undefined };
}

/** `"\u0061"` and `"a"` are the same name. */
function unescape(token: string): string {
  return token.includes("\\") ? String(JSON.parse(token)) : token.slice(1, -1);
}

/** Integers beyond 2^53 - 1 as digits, and numbers that a double holds only as Infinity. */
function isInexact(token: string): boolean {
  const number = Number(token);
  return !Number.isFinite(number) || (/^-?\d+$/.test(token) && !Number.isSafeInteger(number));
}
