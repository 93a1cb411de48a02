// Whether a password is among the first that somebody would try: well-known ones, words, names and
// patterns of keys, also with the usual substitutions.
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

/** Guesses below 10^8, which an attacker with the hashes makes in an afternoon. */
const LEAST_SCORE = 3;
/** Enough to see what it is made of; the cost of looking grows with the length. */
const LOOKED_AT = 64;
const OWN_WORDS = ["onbehalf"];

let estimator: ZxcvbnFactory | undefined;

export function isGuessable(password: string): boolean {
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return estimator.check(password.slice(0, LOOKED_AT), OWN_WORDS).score < LEAST_SCORE;
}
