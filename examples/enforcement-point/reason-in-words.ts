import type { Decision } from "./ask-onbehalf";

const WORDS: Readonly<Record<string, string>> = {
  rule: "Access denied: a rule forbids it.",
  no_rule: "Access denied: no rule allows it.",
  approval_required: "This call needs approval, and nobody has approved it.",
  tool_quarantined: "Access denied: the tool is new or has changed, and waits for a review.",
  rate_limited: "Access denied: the limit is used up.",
  blocked: "Access denied: it was blocked.",
  unavailable: "Access denied: the authorization service cannot decide at the moment.",
};

/** For whoever called, or the model that did: why, and when to try again. */
export function reasonInWords({ reason, retryAfter }: Decision["context"]): string {
  const words = new Map(Object.entries(WORDS)).get(reason ?? "") ?? "Access denied.";
  return retryAfter === undefined ? words : `${words} Try again in ${retryAfter} seconds.`;
}
