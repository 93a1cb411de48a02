// Finds what stands under globs without trying each of them.
import type { Glob } from "../identity/glob";

/**
 * Values under globs. A look-up visits every value whose glob fits the text, and a few more whose
 * beginning or end fits; its cost depends on how many lengths of beginnings there are, not on how
 * many globs.
 */
export class GlobMap<T> {
  readonly #exact = new Map<string, T>();
  readonly #beginnings: Affixes<T> = new Map();
  readonly #ends: Affixes<T> = new Map();
  #rest: T | undefined;

  /** The value for this glob, shared with all globs that cannot be told apart here. */
  slot(glob: Glob, make: () => T): T {
    const first = glob[0] ?? "";
    if (glob.length <= 1) return entry(this.#exact, first, make);
    const last = glob.at(-1) ?? "";
    if (first !== "") return affix(this.#beginnings, first, make);
    if (last !== "") return affix(this.#ends, last, make);
    return (this.#rest ??= make());
  }

  visit(text: string, visit: (value: T) => void): void {
    const exact = this.#exact.get(text);
    if (exact !== undefined) visit(exact);
    for (const [length, values] of this.#beginnings) {
      const value = length <= text.length ? values.get(text.slice(0, length)) : undefined;
      if (value !== undefined) visit(value);
    }
    for (const [length, values] of this.#ends) {
      const value = length <= text.length ? values.get(text.slice(-length)) : undefined;
      if (value !== undefined) visit(value);
    }
    if (this.#rest !== undefined) visit(this.#rest);
  }
}

/** Length -> beginning (or end) of that length -> value. */
type Affixes<T> = Map<number, Map<string, T>>;

function affix<T>(affixes: Affixes<T>, text: string, make: () => T): T {
  return entry(
    entry(affixes, text.length, () => new Map<string, T>()),
    text,
    make,
  );
}

export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
