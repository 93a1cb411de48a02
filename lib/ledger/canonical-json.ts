// RFC 8785 (JCS): the one spelling of a JSON value that is hashed and compared. Our own, because it
// is the largest single cost of an event; its test holds it to the vectors and to `canonicalize`.

/**
 * The canonical text of a JSON value; members that are undefined are left out.
 * Throws on what RFC 8785 has no spelling for: NaN, Infinity, lone surrogates, cycles.
 */
export function canonicalJson(value: unknown): string {
  const text = spell(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

function spell(value: unknown): string | undefined {
  switch (typeof value) {
    case "string":
      return spellString(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError("JSON has no such number");
      return String(value === 0 ? 0 : value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? spellArray(value) : spellObject(value);
    default:
      return undefined;
  }
}

function spellArray(items: readonly unknown[]): string {
  let text = "[";
  for (const item of items) {
    if (text.length > 1) text += ",";
    text += spell(item) ?? "null";
  }
  return `${text}]`;
}

/** Members in the order of their names' UTF-16 code units, which is how `toSorted` compares. */
function spellObject(members: object): string {
  let text = "{";
  for (const name of Object.keys(members).toSorted()) {
    const value = spell(Reflect.get(members, name));
    if (value === undefined) continue;
    if (text.length > 1) text += ",";
    text += `${spellString(name)}:${value}`;
  }
  return `${text}}`;
}

/** JSON.stringify escapes exactly what RFC 8785 does, for well-formed text. */
function spellString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("a lone surrogate has no canonical spelling");
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Nothing to escape: neither a control character nor a quote nor a backslash. */
// eslint-disable-next-line no-control-regex
const PLAIN = /^[^"\\\u0000-\u001f]*$/;
