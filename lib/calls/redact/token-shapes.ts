// Secrets that are known by their shape, inside longer text. Every pattern runs in linear time:
// one run of characters behind a fixed prefix; patterns of several runs begin at a boundary.

export type TokenShape = {
  rule: string;
  /** The secret is group 1, or the whole match. */
  pattern: RegExp;
  /** Whether a match is one after all. */
  isSecret?: (secret: string, after: string) => boolean;
};

export const TOKEN_SHAPES: readonly TokenShape[] = [
  { rule: "jwt", pattern: /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{4,}\.[\w-]*(?:\.[\w-]*){0,2}/g },
  { rule: "github-token", pattern: /gh[opusr]_[A-Za-z0-9]{30,}|github_pat_\w{22,}/g },
  { rule: "gitlab-token", pattern: /glpat-[\w-]{20,}/g },
  { rule: "sk-key", pattern: /(?<![A-Za-z0-9])sk-[\w-]{20,}/g },
  { rule: "stripe-key", pattern: /(?<![A-Za-z0-9])[sr]k_(?:live|test)_[A-Za-z0-9]{16,}/g },
  { rule: "slack-token", pattern: /xox[abeoprs]-[A-Za-z0-9-]{10,}/g },
  { rule: "aws-key-id", pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
  { rule: "google-api-key", pattern: /AIza[\w-]{35}/g },
  { rule: "google-token", pattern: /ya29\.[\w.-]{20,}/g },
  { rule: "npm-token", pattern: /npm_[A-Za-z0-9]{36}/g },
  { rule: "hugging-face-token", pattern: /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{30,}/g },
  { rule: "pypi-token", pattern: /pypi-[\w-]{50,}/g },
  { rule: "sendgrid-key", pattern: /(?<![\w.-])SG\.[\w-]{16,}\.[\w-]{16,}/g },
  { rule: "onbehalf-key", pattern: /(?<![A-Za-z0-9])obp?_[A-Za-z0-9]{4,}_[\w-]{16,}/g },
  {
    rule: "bearer",
    pattern: /\bbearer[ \t]{1,8}([\w.~+/=-]{8,})/gi,
    isSecret: (secret, after) => !isProse(secret) && !(secret.endsWith("=") && after === '"'),
  },
  {
    rule: "basic-auth",
    pattern: /\bbasic[ \t]{1,8}([A-Za-z0-9+/_-]{4,}={0,2})/gi,
    isSecret: isUserAndPassword,
  },
  { rule: "url-password", pattern: /:\/\/[^\s/:@?#"'<>]*:([^\s/?#"'<>]+)@/g },
  {
    rule: "header",
    pattern:
      /(?<![\w-])(?:set-cookie|cookie|x-api-key|api-key|x-auth-token|(?:proxy-)?authorization)[ \t]{0,8}:[ \t]{0,8}([^\s"'][^\r\n"']*)/gi,
    // What a rule above has already found stays as it is.
    isSecret: (secret) => !secret.includes("[redacted:"),
  },
];

/** "Bearer authentication is required" is no secret, nor is a challenge's `realm="…"`. */
function isProse(word: string): boolean {
  return /^(?:auth(?:entication|orization)?|tokens?|scheme|credentials?|required|challenge)\b/i.test(
    word,
  );
}

function isUserAndPassword(secret: string): boolean {
  try {
    return atob(secret.replaceAll("-", "+").replaceAll("_", "/")).includes(":");
  } catch {
    return false;
  }
}
