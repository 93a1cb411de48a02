// The parts of a text that may not be finished: behind what cannot be read, reading goes on.
import { QUERY_LENGTH_LIMIT, readOr } from "./parse";
import { Reader } from "./reader";
import { Refusal } from "./refusal";
import type { Expected, Token } from "./token";

export type Tokens = { tokens: readonly Token[]; expected: Expected | undefined };

/** By the parser itself, once around each mistake. Never throws; linear. No parts beyond the limit. */
export function readTokens(text: string): Tokens {
  if (text.length > QUERY_LENGTH_LIMIT) return { tokens: [], expected: undefined };
  const reader = new Reader(text);
  do readOn(reader);
  while (!reader.done);
  const { tokens, expected } = reader;
  return { tokens, expected };
}

/** As far as it can be read; then to the next gap. */
function readOn(reader: Reader): void {
  try {
    readOr(reader, 0);
    if (!reader.done) {
      reader.at++;
      reader.mark("group", reader.at - 1);
      reader.expected = undefined;
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const gap = /\s/g;
    gap.lastIndex = Math.max(reader.at, error.error.to);
    reader.at = gap.exec(reader.text)?.index ?? reader.text.length;
  }
}
