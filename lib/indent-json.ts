// JSON laid out in lines without being parsed into values: numbers, escapes, order and repeated names
// stay exactly as they were stored.

const INDENT = "  ";

/** Two spaces a level. What is not JSON comes back as it is. */
export function indentJson(text: string): string {
  if (!isJson(text)) return text;
  let out = "";
  let depth = 0;
  const line = () => `\n${INDENT.repeat(depth)}`;
  for (const [token] of text.matchAll(TOKEN)) {
    if (/^[{[]\s*[}\]]$/.test(token)) out += token.replace(/\s/g, "");
    else if (token === "{" || token === "[") {
      depth += 1;
      out += token + line();
    } else if (token === "}" || token === "]") {
      depth -= 1;
      out += line() + token;
    } else if (token === ",") out += token + line();
    else out += token === ":" ? ": " : token;
  }
  return out;
}

/** A string, an empty container, a structural character, or a number or word. Spaces fall away. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/gs;

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
