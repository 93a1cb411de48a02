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
      if (Array.isArray(value)) return spellArray(value);
      return isRecord(value) ? spellObject(value) : undefined;
    default:
      return undefined;
  }
}

/** Every object is one; said so that members are read by name, which Reflect does slowly. */
function isRecord(_value: object): _value is Record<string, unknown> {
  return true;
}

function spellArray(items: readonly unknown[]): string {
  let text = "[";
  for (const item of items) {
    if (text.length > 1) text += ",";
    text += spell(item) ?? "null";
  }
  return `${text}]`;
}

/** Members in the order of their names' UTF-16 code units, which is how `<` compares. */
function spellObject(members: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(members);
  if (names.length <= FEW) sortFew(names);
  else names.sort();
  let text = "{";
  for (const name of names) {
    const value = spell(members[name]);
    if (value === undefined) continue;
    if (text.length > 1) text += ",";
    text += `${spellName(name)}:${value}`;
  }
  return `${text}}`;
}

const FEW = 24;

/** Insertion sort: for the few names of an object several times as fast as the built-in one. */
function sortFew(names: string[]): void {
  for (let at = 1; at < names.length; at++) {
    const name = names[at] ?? "";
    let before = at - 1;
    for (let other = names[before]; other !== undefined && other > name; other = names[before]) {
      names[before + 1] = other;
      before--;
    }
    names[before + 1] = name;
  }
}

/** Gateways repeat the same few hundred names in every record. */
const SPELLED = new Map<string, string>();
const MOST_SPELLED = 5_000;
const LONGEST_SPELLED = 64;

function spellName(name: string): string {
  if (name.length > LONGEST_SPELLED) return spellString(name);
  const known = SPELLED.get(name);
  if (known !== undefined) return known;
  const spelled = spellString(name);
  if (SPELLED.size >= MOST_SPELLED) SPELLED.clear();
  SPELLED.set(name, spelled);
  return spelled;
}

/** JSON.stringify escapes exactly what RFC 8785 does, for well-formed text. */
function spellString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("a lone surrogate has no canonical spelling");
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Nothing to escape: neither a control character nor a quote nor a backslash. */
// eslint-disable-next-line no-control-regex
const PLAIN = /^[^"\\\u0000-\u001f]*$/;
