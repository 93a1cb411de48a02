/** Why a phrase names no time range. */
export class NotUnderstood extends Error {}

export function refuse(reason: string): never {
  throw new NotUnderstood(reason);
}

/** Reads a phrase from left to right. Every pattern is sticky, and eats the spaces behind it. */
export class Scanner {
  at = 0;
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  get rest(): string {
    return this.text.slice(this.at);
  }

  /** The groups of what stands here, the whole first; null, and nothing read, where it does not. */
  take(pattern: RegExp): (string | undefined)[] | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (!found) return null;
    this.at += found[0].length;
    while (this.text[this.at] === " ") this.at++;
    return [...found];
  }
}
