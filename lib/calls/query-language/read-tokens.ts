// The parts of a text that may not be finished: behind what cannot be read, reading goes on.
import { QUERY_LENGTH_LIMIT, readOr } from "./parse";
import { Reader } from "./reader";
import { Refusal } from "./refusal";
import type { Expected, Token } from "./token";

export type Tokens = { tokens: readonly Token[]; expected: Expected | undefined };

/** So many are read around; a text with more is no query that somebody is writing. */
const MOST_MISTAKES = 50;

/** By the parser itself, around each mistake. Never throws; linear. No parts of a text that is too long. */
export function readTokens(text: string): Tokens {
  if (text.length > QUERY_LENGTH_LIMIT) return { tokens: [], expected: undefined };
  const reader = new Reader(text);
  let mistakes = 0;
  do readOn(reader);
  while (!reader.done && ++mistakes < MOST_MISTAKES);
  const { tokens, expected, done } = reader;
  return { tokens, expected: done ? expected : undefined };
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
