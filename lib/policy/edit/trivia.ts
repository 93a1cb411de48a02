// What stands between the values of JSON with comments.
import { createScanner } from "jsonc-parser";

// `SyntaxKind` of jsonc-parser is a const enum, which isolated modules cannot read.
const [COMMA, LINE_COMMENT, BLOCK_COMMENT, LINE_BREAK, BLANK] = [5, 12, 13, 14, 15];

/** Where the comma is that follows, with nothing but comments and blanks between. */
export function commaBehind(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, false);
  scanner.setPosition(offset);
  let token = scanner.scan();
  while ([LINE_COMMENT, BLOCK_COMMENT, LINE_BREAK, BLANK].includes(token)) token = scanner.scan();
  return token === COMMA ? scanner.getTokenOffset() : undefined;
}

/** Where what stands before `offset` ends, blanks left out. */
export function endOfContent(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length;
}
