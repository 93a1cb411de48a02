// Names that stand for all names which a selector fits.
import { fitsGlob, type Glob } from "../../identity/glob";
import type { Selector } from "../../identity/selector";
import type { NamedResource } from "../resource";

/**
 * The selector's most general resource: each `*` is a character that no rule names, so a rule that
 * fits it fits with a `*` of its own, and fits everything that the selector fits.
 */
export function genericResource({ type, server, name }: Selector, fresh: string): NamedResource {
  return { type, server: server.join(fresh), name: name.join(fresh) };
}

/** A character that stands in none of the texts. */
export function freshCharacter(texts: readonly string[]): string {
  const used = new Set<string>();
  for (const text of texts) for (const one of text) used.add(one);
  for (let code = 0xe000; code < 0xf8ff; code++) {
    const one = String.fromCodePoint(code);
    if (!used.has(one)) return one;
  }
  // 6,399 private characters in one document: a name that long stands in none of them either.
  return "\ue000".repeat(texts.reduce((most, { length }) => Math.max(most, length), 0) + 1);
}

/** Whether some resource may fit both; never wrongly no. */
export function mayOverlap(one: Selector, other: Selector): boolean {
  return (
    one.type === other.type &&
    globsMeet(one.server, other.server) &&
    globsMeet(one.name, other.name)
  );
}

function globsMeet(one: Glob, other: Glob): boolean {
  if (one.length === 1) return fitsGlob(other, one[0] ?? "");
  if (other.length === 1) return fitsGlob(one, other[0] ?? "");
  const [begin, begins] = [one[0] ?? "", other[0] ?? ""];
  const [end, ends] = [one.at(-1) ?? "", other.at(-1) ?? ""];
  return (
    (begin.startsWith(begins) || begins.startsWith(begin)) &&
    (end.endsWith(ends) || ends.endsWith(end))
  );
}
