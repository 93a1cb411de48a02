// Looks at every text of a definition for what the eye would miss and for what HINT_RULES name. Pure.
import { segmentText } from "../hostile-text";
import { HINT_RULES, type HintKind } from "./hint-rules";

export type Hint = {
  kind: HintKind;
  words: string;
  /** Where: `description`, `inputSchema/properties/repo/description`, or the name of a member. */
  path: string;
  /** The piece itself, or the name of the characters. */
  found: string;
  /** Its first place in the text, in UTF-16 code units, and how often it is there. */
  at: number;
  times: number;
};

export const MOST_HINTS = 100;
/** Characters of text that are looked at; tools that people wrote have a tenth of it. */
export const LOOKED_AT = 64 * 1024;

/** At most 100, in the order of the document, of its first 64 Ki characters. */
export function findHints(definition: unknown): Hint[] {
  const hints: Hint[] = [];
  let left = LOOKED_AT;
  const look = (text: string, path: string) => {
    if (left > 0) hints.push(...hintsOf(text.slice(0, left), path));
    left -= text.length;
  };
  const open: { value: unknown; path: string }[] = [{ value: definition, path: "" }];
  for (let one = open.pop(); one !== undefined && hints.length < MOST_HINTS; one = open.pop()) {
    const { value, path } = one;
    if (typeof value === "string") look(value, path);
    else if (typeof value === "object" && value !== null) {
      const members = Object.entries(value);
      const below = (name: string) => (path === "" ? name : `${path}/${name}`);
      for (const [name] of Array.isArray(value) ? [] : members)
        look(name, `${below(name)} (its name)`);
      const inner = members.map(([name, member]) => ({ value: member, path: below(name) }));
      open.push(...inner.toReversed());
    }
  }
  return left < 0
    ? [tooLong(LOOKED_AT - left), ...hints.slice(0, MOST_HINTS)]
    : hints.slice(0, MOST_HINTS);
}

function tooLong(length: number): Hint {
  const words = "is longer than what was looked at, which is 64 Ki characters";
  const found = `at least ${length.toLocaleString("en")} characters`;
  return { kind: "size", words, path: "the definition", found, at: 0, times: 1 };
}

/** Hints that the earlier definition had too, as often, are known; the others come first. */
export function isNewHint(hint: Hint, before: readonly Hint[]): boolean {
  return !before.some(
    ({ kind, found, path, times }) =>
      kind === hint.kind && found === hint.found && path === hint.path && times >= hint.times,
  );
}

function hintsOf(text: string, path: string): Hint[] {
  return [...unseenOf(text, path), ...hiddenText(text, path), ...spokenOf(text, path)];
}

/** Tabs and line ends are ordinary in descriptions. */
const ORDINARY = new Set(["U+0009", "U+000A", "U+000D"]);

function unseenOf(text: string, path: string): Hint[] {
  if (!/[^\t\n\r -~]/.test(text)) return [];
  const found = new Map<string, Hint>();
  let at = 0;
  for (const segment of segmentText(text, { lines: true })) {
    if (segment.kind !== "mark") {
      at += segment.text.length;
      continue;
    }
    const point = Number.parseInt(segment.codePoint.slice(2), 16);
    if (!ORDINARY.has(segment.codePoint)) {
      const name = `${segment.codePoint} ${segment.name}`;
      const known = found.get(name);
      if (known) known.times += 1;
      else {
        const words = "has characters that the eye does not see";
        found.set(name, { kind: "invisible", words, path, found: name, at, times: 1 });
      }
    }
    at += String.fromCodePoint(point).length;
  }
  // Each tag character has a name of its own; what they spell is the next hint.
  const isTag = ({ found: name }: Hint) => /^U\+E00[0-9A-F]{2} /.test(name);
  const all = [...found.values()];
  const tags = all.filter(isTag);
  const [first] = tags;
  if (first === undefined) return all;
  const times = tags.reduce((sum, one) => sum + one.times, 0);
  return [...all.filter((one) => !isTag(one)), { ...first, found: "tag characters", times }];
}

/** Tag characters are ASCII that nothing shows and models read. */
function hiddenText(text: string, path: string): Hint[] {
  return [...text.matchAll(/[\u{E0020}-\u{E007E}]{2,}/gu)].slice(0, 10).map((match) => ({
    kind: "hidden_text",
    words: "hides a text",
    path,
    found: Array.from(match[0], (one) => String.fromCodePoint((one.codePointAt(0) ?? 0) - 0xe0000))
      .join("")
      .slice(0, 500),
    at: match.index,
    times: 1,
  }));
}

function spokenOf(text: string, path: string): Hint[] {
  return HINT_RULES.flatMap(({ kind, words, pattern }) => {
    const found = new Map<string, Hint>();
    for (const match of text.matchAll(pattern)) {
      const piece = match[0].slice(0, 200);
      const known = found.get(piece);
      if (known) known.times += 1;
      else if (found.size < 20) {
        found.set(piece, { kind, words, path, found: piece, at: match.index, times: 1 });
      }
    }
    return [...found.values()];
  });
}
