// Text from gateways, tools and models may lie to the eye. This cuts it into what may be shown as it
// is and what must be shown as a mark.

export type TextSegment =
  | { kind: "text"; text: string }
  /** A character that the eye would not see, or that would move others. `label` fits in a small box. */
  | { kind: "mark"; codePoint: string; label: string; name: string }
  /** A word of letters from scripts that no language mixes: it probably imitates another word. */
  | { kind: "mixed"; text: string; scripts: string[] };

/**
 * Cuts `text` so that every control, bidi, zero-width, tag and other invisible character, every lone
 * surrogate and every space that is not U+0020 becomes a mark. With `lines`, "\n" stays text; with
 * `spaces`, a space at either end or after another becomes a mark, as two names may differ in it only.
 * Joining the texts and the marked characters gives the input back.
 */
export function segmentText(text: string, { lines = false, spaces = false } = {}): TextSegment[] {
  const segments: TextSegment[] = [];
  let plain = "";
  let combining = 0;
  const flush = () => {
    if (plain !== "") segments.push(...splitMixedWords(plain));
    plain = "";
  };
  const characters = Array.from(text);
  for (const [position, character] of characters.entries()) {
    combining = COMBINING.test(character) ? combining + 1 : 0;
    const before = characters[position - 1];
    const after = characters[position + 1];
    const missed = spaces && character === " " && (!before || !after || before === " ");
    const shown =
      (lines && character === "\n") ||
      (combining <= MAX_COMBINING && !HIDDEN.test(character) && !missed) ||
      joinsEmoji(character, before, after);
    if (shown) plain += character;
    else {
      flush();
      segments.push(markOf(character));
    }
  }
  flush();
  return segments;
}

/** The same for an attribute or a choice, which hold text only: `[RLO]` stands for the character. */
export function markedText(text: string): string {
  return segmentText(text, { spaces: true })
    .map((segment) => (segment.kind === "mark" ? `[${segment.label}]` : segment.text))
    .join("");
}

/** More marks than this on one letter are not writing: they paint over the neighbouring rows. */
const MAX_COMBINING = 3;
const COMBINING = /\p{Mn}|\p{Me}/u;

/** Cf without the few format characters that have a shape of their own (Arabic number signs). */
const HIDDEN =
  // oxlint-disable-next-line no-misleading-character-class -- single characters are meant
  /(?![\u0600-\u0605\u06DD\u0890\u0891\u08E2\u{110BD}\u{110CD}])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}|[\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2800\u3164\uFFA0\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;

const PICTOGRAPH = /\p{Extended_Pictographic}/u;
const KEYCAP_BASE = /[0-9#*]/;
const VARIATION_16 = "\uFE0F";

/** An emoji's own presentation selector and joiner are part of the picture. */
function joinsEmoji(character: string, before = "", after = ""): boolean {
  if (character === VARIATION_16)
    return PICTOGRAPH.test(before) || (KEYCAP_BASE.test(before) && after === "\u20E3");
  if (character === "\u200D")
    return (PICTOGRAPH.test(before) || before === VARIATION_16) && PICTOGRAPH.test(after);
  return false;
}

function markOf(character: string): TextSegment {
  const point = character.codePointAt(0) ?? 0;
  const codePoint = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  const known = NAMES[point];
  if (known) return { kind: "mark", codePoint, label: known[0], name: known[1] };
  const [label, name] = rangeName(point);
  return { kind: "mark", codePoint, label: label ?? codePoint, name };
}

function rangeName(point: number): [string | null, string] {
  if (point < 0x20) return [null, "control character"];
  if (point >= 0x7f && point < 0xa0) return [null, "control character"];
  if (point >= 0xd800 && point <= 0xdfff) return [null, "half of a surrogate pair"];
  if (point >= 0xe0020 && point < 0xe007f)
    return [`tag ${String.fromCharCode(point - 0xe0000)}`, "tag character, hidden text"];
  if (point >= 0xe0000 && point <= 0xe007f) return ["tag", "tag character, hidden text"];
  if (point >= 0xfe00 && point <= 0xfe0f) return ["VS", "variation selector"];
  if (point >= 0xe0100 && point <= 0xe01ef) return ["VS", "variation selector"];
  if (COMBINING.test(String.fromCodePoint(point))) return ["mark", "combining mark, one of many"];
  if (/\p{Zs}/u.test(String.fromCodePoint(point))) return ["space", "space that is not U+0020"];
  if (/\p{Co}/u.test(String.fromCodePoint(point))) return [null, "private use character"];
  return [null, "invisible character"];
}

const NAMES: Record<number, [label: string, name: string]> = {
  0x00: ["NUL", "null"],
  0x07: ["BEL", "bell"],
  0x08: ["BS", "backspace"],
  0x09: ["⇥", "tab"],
  0x0a: ["↵", "line feed"],
  0x0d: ["CR", "carriage return"],
  0x1b: ["ESC", "escape"],
  0x20: ["SP", "space, at an end or after another"],
  0x7f: ["DEL", "delete"],
  0xa0: ["NBSP", "no-break space"],
  0xad: ["SHY", "soft hyphen"],
  0x061c: ["ALM", "Arabic letter mark"],
  0x200b: ["ZWSP", "zero width space"],
  0x200c: ["ZWNJ", "zero width non-joiner"],
  0x200d: ["ZWJ", "zero width joiner"],
  0x200e: ["LRM", "left-to-right mark"],
  0x200f: ["RLM", "right-to-left mark"],
  0x2028: ["LS", "line separator"],
  0x2029: ["PS", "paragraph separator"],
  0x202a: ["LRE", "left-to-right embedding"],
  0x202b: ["RLE", "right-to-left embedding"],
  0x202c: ["PDF", "pop directional formatting"],
  0x202d: ["LRO", "left-to-right override"],
  0x202e: ["RLO", "right-to-left override"],
  0x2060: ["WJ", "word joiner"],
  0x2066: ["LRI", "left-to-right isolate"],
  0x2067: ["RLI", "right-to-left isolate"],
  0x2068: ["FSI", "first strong isolate"],
  0x2069: ["PDI", "pop directional isolate"],
  0xfeff: ["BOM", "zero width no-break space"],
};

/** Scripts whose letters imitate each other's. Latin beside Han or Kana is ordinary and not here. */
const IMITATING = {
  Latin: /\p{Script=Latin}/u,
  Cyrillic: /\p{Script=Cyrillic}/u,
  Greek: /\p{Script=Greek}/u,
  Armenian: /\p{Script=Armenian}/u,
  Cherokee: /\p{Script=Cherokee}/u,
} as const;
/** "30µs", "5kΩ": a Greek letter as a unit, not as an imitation. */
const UNITS = /^\p{N}*[A-Za-z]?[µμΩΔ][A-Za-z]{0,2}$/u;

function splitMixedWords(text: string): TextSegment[] {
  if (!/[^\p{ASCII}]/u.test(text)) return [{ kind: "text", text }];
  const segments: TextSegment[] = [];
  let plain = "";
  for (const piece of text.split(/([\p{L}\p{M}\p{N}]+)/u)) {
    const scripts = Object.entries(IMITATING).flatMap(([name, letters]) =>
      letters.test(piece) ? [name] : [],
    );
    if (scripts.length < 2 || UNITS.test(piece)) plain += piece;
    else {
      if (plain !== "") segments.push({ kind: "text", text: plain });
      segments.push({ kind: "mixed", text: piece, scripts });
      plain = "";
    }
  }
  if (plain !== "") segments.push({ kind: "text", text: plain });
  return segments;
}
