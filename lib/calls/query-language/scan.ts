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
 * Words end at white space, quotes and brackets. The first colon of a word is a token of its
 * own, later ones belong to the value: `server:https://x` is three tokens.
 */
export function scan(text: string): Token[] | ScanError {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? "";
    if (isSpace(char)) at++;
    else if (char === "(" || char === ")") {
      tokens.push({ kind: char === "(" ? "open" : "close", text: char, from: at, to: ++at });
    } else if (char === '"') {
      const quoted = scanQuoted(text, at);
      if ("message" in quoted) return quoted;
      tokens.push(quoted);
      at = quoted.to;
    } else {
      const isValue = tokens.at(-1)?.kind === "colon" && tokens.at(-1)?.to === at;
      const token = scanWord(text, at, isValue);
      tokens.push(token);
      at = token.to;
    }
  }
  return tokens;
}

function scanWord(text: string, from: number, isValue: boolean): Token {
  if (text[from] === ":" && !isValue) return { kind: "colon", text: ":", from, to: from + 1 };
  let to = from;
  while (to < text.length && !endsWord(text[to] ?? "") && (isValue || text[to] !== ":")) to++;
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
        return { message: 'Inside quotes write \\" for a quote and \\\\ for a backslash.', from: at - 1, to };
      }
      value += escaped;
    }
  }
  return { message: "This quote is never closed.", from, to: text.length };
}

function endsWord(char: string): boolean {
  return isSpace(char) || char === '"' || char === "(" || char === ")";
}

/** What separates words; also what a printed value must be quoted for. */
export function isSpace(char: string): boolean {
  return /\s/.test(char);
}
