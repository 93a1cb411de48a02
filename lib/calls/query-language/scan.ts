// The words of a query with their places. One pass; nothing is dropped.

export type Token = {
  kind: "word" | "quoted" | "open" | "close" | "colon";
  /** Of a quoted value: what stands between the quotes, without escapes. */
  text: string;
  from: number;
  to: number;
};

export type ScanError = { message: string; from: number; to: number };

/**
 * Words end at white space, quotes and brackets. The colon behind a key is a token of its own;
 * in a value, also in a list of them, colons are text: `server:https://x` is three tokens.
 */
export function scan(text: string): Token[] | ScanError {
  const tokens: Token[] = [];
  let inList = false;
  for (let at = 0; at < text.length;) {
    const char = text[at] ?? "";
    if (isSpace(char)) {
      at++;
      continue;
    }
    const last = tokens.at(-1);
    const isValue = last?.kind === "colon" && last.to === at;
    const token = scanToken(text, at, isValue || inList);
    if ("message" in token) return token;
    if (token.kind === "open") inList ||= isValue;
    if (token.kind === "close") inList = false;
    tokens.push(token);
    at = token.to;
  }
  return tokens;
}

function scanToken(text: string, from: number, isValue: boolean): Token | ScanError {
  const char = text[from] ?? "";
  if (char === '"') return scanQuoted(text, from);
  if (char === "(") return { kind: "open", text: char, from, to: from + 1 };
  if (char === ")") return { kind: "close", text: char, from, to: from + 1 };
  if (char === ":" && !isValue) return { kind: "colon", text: char, from, to: from + 1 };
  let to = from;
  while (to < text.length && !endsWord(text[to] ?? "", isValue)) to++;
  return { kind: "word", text: text.slice(from, to), from, to };
}

function scanQuoted(text: string, from: number): Token | ScanError {
  let value = "";
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === '"') return { kind: "quoted", text: value, from, to: at + 1 };
    if (char !== "\\") value += char;
    else {
      const escaped = text[++at];
      if (escaped !== '"' && escaped !== "\\") {
        const to = Math.min(at + 1, text.length);
        return {
          message: 'Inside quotes write \\" for a quote and \\\\ for a backslash.',
          from: at - 1,
          to,
        };
      }
      value += escaped;
    }
  }
  return { message: "This quote is never closed.", from, to: text.length };
}

function endsWord(char: string, isValue: boolean): boolean {
  if (char === ":") return !isValue;
  return isSpace(char) || char === '"' || char === "(" || char === ")";
}

/** What separates words; also what a printed value must be quoted for. */
export function isSpace(char: string): boolean {
  return /\s/.test(char);
}
