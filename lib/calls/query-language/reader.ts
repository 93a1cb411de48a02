// Reading the text of a query from left to right: words, quotes, keywords. Every step is linear.
import { globOf } from "./glob";
import type { Span } from "./model";
import { refuse } from "./refusal";
import type { Expectation, Expected, Token, TokenKind } from "./token";

/** A word or a quoted text as it was written. */
export type Piece = Span & {
  /** Without quotes and escapes; of a glob, the pattern. */
  text: string;
  glob: boolean;
  quoted: boolean;
};

const SPACE = /\s/;
/** What ends a bare value, a bare key or text, and an end of a range. */
export const ENDS = { value: /[\s"()]/, key: /[\s"():<>]/, bound: /[\s"()[\]{}]/ } as const;
const KEYWORD = /(?:AND|OR|NOT|TO)(?=[\s()"]|$)/y;

export class Reader {
  at = 0;
  /** Terms read so far. */
  terms = 0;
  readonly text: string;
  /** Parts read so far. */
  readonly tokens: Token[] = [];
  /** What could be written where reading stopped; undefined where nothing could. */
  expected: Expected | undefined;
  /** Where the term that is being read begins, and in how many brackets. */
  private term = { start: 0, depth: 0 };

  constructor(text: string) {
    this.text = text;
  }

  get char(): string {
    return this.text[this.at] ?? "";
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** The characters from a place up to here. */
  since(from: number): Span {
    return { from, to: this.at };
  }

  /** One character, or as far as a word reaches, to point at. */
  ahead(): Span {
    const end = this.text.slice(this.at + 1).search(ENDS.value);
    const to = this.done ? this.at : end < 0 ? this.text.length : this.at + 1 + end;
    return { from: this.at, to };
  }

  mark(kind: TokenKind, from: number): void {
    if (from < this.at) this.tokens.push({ kind, ...this.since(from) });
  }

  beginTerm(depth: number): void {
    this.term = { start: this.at, depth };
  }

  /** Behind a space, an opening bracket or a sign: not in the middle of a word. */
  expect(expectation: Expectation): void {
    this.expected =
      expectation.kind === "value"
        ? { inside: false, list: false, ...expectation, from: this.at, ...this.term }
        : { ...expectation, from: this.at, ...this.term };
  }

  afterGap(): boolean {
    return this.at === 0 || /[\s(]/.test(this.text[this.at - 1] ?? "");
  }

  skipSpace(): void {
    while (!this.done && SPACE.test(this.char)) this.at++;
  }

  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  keyword(): string | undefined {
    return this.match(KEYWORD)?.[0];
  }

  /** What a sticky pattern matches here. */
  match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at;
    return sticky.exec(this.text);
  }

  /** A bare word up to one of `ends`; empty where there is none. */
  word(ends: RegExp): Piece {
    const from = this.at;
    const runs = [""];
    for (; !this.done && !ends.test(this.char); this.at++) {
      if (this.char === "*") runs.push("");
      else runs[runs.length - 1] += this.char === "\\" ? this.escaped() : this.char;
    }
    const glob = runs.length > 1;
    return { text: glob ? globOf(runs) : runs.join(""), glob, quoted: false, ...this.since(from) };
  }

  /** A text in quotes; the reader stands on the first one. */
  quoted(): Piece {
    const from = this.at++;
    let text = "";
    for (; !this.done; this.at++) {
      if (this.take('"')) {
        this.expected = undefined;
        return { text, glob: false, quoted: true, ...this.since(from) };
      }
      const next = this.text[this.at + 1] ?? "";
      if (this.char === "\\" && next !== '"' && next !== "\\") {
        const to = Math.min(this.at + 2, this.text.length);
        const message = String.raw`Inside quotes write \" for a quote and \\ for a backslash.`;
        refuse(message, { from: this.at, to });
      }
      if (this.char === "\\") this.at++;
      text += this.char;
    }
    return refuse("This quote is never closed.", this.since(from));
  }

  /** `DOMAIN\user` must not silently become `DOMAINuser`: only signs can be escaped. */
  private escaped(): string {
    const sign = this.text[this.at + 1] ?? "";
    if (sign === "" || /[\p{L}\p{N}]/u.test(sign)) {
      const message = String.raw`Write \\ for a backslash. A single one makes the sign behind it literal, such as \*.`;
      refuse(message, { from: this.at, to: Math.min(this.at + 2, this.text.length) });
    }
    this.at++;
    return sign;
  }
}
