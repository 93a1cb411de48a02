import { describe, expect, it } from "vitest";
import { markedText, segmentText } from "./hostile-text";

/** Marks as «label», mixed words as ⟨word⟩, so that a case reads like what is seen. */
function seen(text: string, options?: { lines?: boolean; spaces?: boolean }): string {
  return segmentText(text, options)
    .map((segment) => {
      if (segment.kind === "mark") return `«${segment.label}»`;
      return segment.kind === "mixed" ? `⟨${segment.text}⟩` : segment.text;
    })
    .join("");
}

describe("characters that hide or move text become marks", () => {
  it.each([
    ["right-to-left override", "invoice\u202Egpj.exe", "invoice«RLO»gpj.exe"],
    ["isolates", "\u2066a\u2069", "«LRI»a«PDI»"],
    ["zero-width space inside a name", "ad\u200Bmin", "ad«ZWSP»min"],
    ["joiner between letters", "a\u200Db", "a«ZWJ»b"],
    ["byte order mark", "\uFEFFalice", "«BOM»alice"],
    ["soft hyphen", "ali\u00ADce", "ali«SHY»ce"],
    ["escape sequence", "\u001B[31mred", "«ESC»[31mred"],
    ["control without a name", "a\u0001b", "a«U+0001»b"],
    ["C1 control", "a\u0085b", "a«U+0085»b"],
    ["tag characters tell their letter", "x\u{E0068}\u{E0069}", "x«tag h»«tag i»"],
    ["language tag", "x\u{E0001}", "x«tag»"],
    ["line and paragraph separators", "a\u2028b\u2029c", "a«LS»b«PS»c"],
    ["line feed and tab on one line", "a\nb\tc", "a«↵»b«⇥»c"],
    ["no-break and other spaces", "a\u00A0b\u3000c", "a«NBSP»b«space»c"],
    ["variation selector on a letter", "a\uFE0Fb", "a«VS»b"],
    ["variation selector supplement", "a\u{E0100}", "a«VS»"],
    ["Hangul filler", "a\u3164b", "a«U+3164»b"],
    ["Braille blank", "a\u2800b", "a«U+2800»b"],
    ["lone surrogate", "a\uD83Db", "a«U+D83D»b"],
    ["private use", "a\uE000b", "a«U+E000»b"],
    ["piled up combining marks", "a\u0301\u0302\u0303\u0304b", "a\u0301\u0302\u0303«mark»b"],
  ])("%s", (_name, input, expected) => {
    expect(seen(input)).toBe(expected);
  });
});

describe("honest text stays as it is", () => {
  it.each([
    ["plain", "alice@acme.example"],
    ["accents, composed and not", "Zoë Müller e\u0301"],
    ["other scripts", "Алиса 李雷 अनु 아름 عليّ"],
    ["Latin beside Han and Kana", "GitHub連携テスト"],
    ["words of different scripts side by side", "Alice Алиса"],
    ["emoji with presentation and joiners", "❤️ 👩‍💻 1️⃣ 🏳️‍🌈"],
    ["units", "30µs 5kΩ"],
  ])("%s", (_name, input) => {
    expect(segmentText(input)).toEqual([{ kind: "text", text: input }]);
  });

  it("keeps line feeds where lines are wanted, and nothing else", () => {
    expect(seen("a\nb\r\n\u200B", { lines: true })).toBe("a\nb«CR»\n«ZWSP»");
  });
});

describe("spaces that the eye would miss", () => {
  it.each([
    ["nothing else", " ", "«SP»"],
    ["at both ends", " svc admin ", "«SP»svc admin«SP»"],
    ["after another, which a page draws as one", "a   b", "a «SP»«SP»b"],
    ["none to miss", "Alice Moreau", "Alice Moreau"],
  ])("%s", (_name, input, expected) => {
    expect(seen(input, { spaces: true })).toBe(expected);
    expect(seen(input)).toBe(input);
  });
});

describe("words that mix imitating scripts are flagged whole", () => {
  it.each([
    ["Cyrillic a in a Latin name", "svc-\u0430dmin", "svc-⟨\u0430dmin⟩", ["Latin", "Cyrillic"]],
    ["Greek omicron", "r\u03BFot ok", "⟨r\u03BFot⟩ ok", ["Latin", "Greek"]],
  ])("%s", (_name, input, expected, scripts) => {
    expect(seen(input)).toBe(expected);
    const mixed = segmentText(input).find((segment) => segment.kind === "mixed");
    expect(mixed).toMatchObject({ scripts });
  });
});

it("marks carry the code point and a name, for the hover", () => {
  expect(segmentText("\u202E")).toEqual([
    { kind: "mark", codePoint: "U+202E", label: "RLO", name: "right-to-left override" },
  ]);
});

it("loses nothing: texts and marked characters give the input back", () => {
  const input = "a\u202Eb\uD83Dc\u{E0041} d\u0430\n";
  const again = segmentText(input)
    .map((segment) =>
      segment.kind === "mark"
        ? String.fromCodePoint(Number.parseInt(segment.codePoint.slice(2), 16))
        : segment.text,
    )
    .join("");
  expect(again).toBe(input);
});

it("is plain text with marks in brackets where only text can stand", () => {
  expect(markedText("a\u202Eb")).toBe("a[RLO]b");
  expect(markedText("Ann Ad\u0430ms <b>")).toBe("Ann Ad\u0430ms <b>");
});
