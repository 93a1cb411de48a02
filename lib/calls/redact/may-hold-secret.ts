// The cheap question before the expensive ones.

/** Passed by every text in which `redactText` finds something, and by little else. */
export function mayHoldSecret(text: string): boolean {
  if (text.length < MIN_LENGTH) return false;
  if (PREFIXES.test(text)) return true;
  return STRUCTURE.test(text) && (WORDS.test(text) || (text.includes("://") && text.includes("@")));
}

/** `pwd=x` */
const MIN_LENGTH = 5;

const PREFIXES =
  /gh[opusr]_|github_pat_|glpat-|sk-|[sr]k_|xox|AKIA|ASIA|AIza|ya29\.|eyJ|npm_|hf_|pypi-|SG\.|obp?_|-----BEGIN/;

/** A secret without a prefix of its own stands behind one of these. */
const STRUCTURE = /[=: \t]/;

/** Every sensitive name contains one of these, as do the schemes of HTTP authentication. */
const WORDS = /bearer|basic|pass|pwd|secret|token|key|cookie|credential|authorization/i;
