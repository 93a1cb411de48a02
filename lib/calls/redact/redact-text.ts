// The secrets in one string, replaced by their markers.
import { redactAssignments } from "./assignments";
import { redactJsonInText } from "./json-in-text";
import { isMarker, marker } from "./marker";
import { mayHoldSecret } from "./may-hold-secret";
import { redactPrivateKeys } from "./private-keys";
import { TOKEN_SHAPES, type TokenShape } from "./token-shapes";

export type RedactedText = { text: string; rules: readonly string[] };

const NONE: readonly string[] = [];

/** The text, with the rules that found something in it. Redacting it again changes nothing. */
export function redactText(text: string, mac: (text: string) => string): RedactedText {
  if (!mayHoldSecret(text)) return { text, rules: NONE };
  const rules = new Set<string>();
  const replaceBy = (rule: string) => (secret: string) => {
    rules.add(rule);
    return marker(rule, secret, mac);
  };
  let clean = redactOnce(text, replaceBy);
  // A secret can hide the beginning of the next one until it is gone itself.
  for (let before = text; clean !== before;) {
    before = clean;
    clean = redactOnce(before, replaceBy);
  }
  return { text: clean, rules: [...rules] };
}

function redactOnce(text: string, replaceBy: (rule: string) => (secret: string) => string): string {
  let clean = redactPrivateKeys(text, replaceBy("private-key"));
  clean = redactJsonInText(clean, replaceBy("key-name"));
  clean = redactAssignments(clean, replaceBy("key-name"));
  for (const shape of TOKEN_SHAPES) clean = redactShape(clean, shape, replaceBy(shape.rule));
  return clean;
}

function redactShape(text: string, shape: TokenShape, replace: (secret: string) => string): string {
  return text.replace(shape.pattern, (match: string, ...rest: unknown[]) => {
    const hasGroup = typeof rest[0] === "string";
    const secret = hasGroup ? String(rest[0]) : match;
    const offset = Number(rest[hasGroup ? 1 : 0]);
    const after = text[offset + match.length] ?? "";
    const isKept = isMarker(secret) || shape.isSecret?.(secret, after) === false;
    if (isKept) return match;
    const from = match.lastIndexOf(secret);
    return match.slice(0, from) + replace(secret) + match.slice(from + secret.length);
  });
}
