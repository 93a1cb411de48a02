// What answers and their reasons are called on screen.
import type { Reason } from "../policy/model";
import type { ANSWERS } from "./view";

export const ANSWER_WORDS: Record<(typeof ANSWERS)[number], string> = {
  allow: "Allowed",
  ask: "Held for approval",
  deny: "Denied",
  would: "Allowed only by monitoring",
};

/** Why, in words that follow "because". */
export const REASON_WORDS: Record<Reason, string> = {
  rule: "a rule says so",
  no_rule: "no rule allows it",
  approval_required: "a rule asks for an approval",
  approved: "it was approved",
  tool_quarantined: "the tool waits for its review",
  rate_limited: "the limit is used up",
  blocked: "it is blocked",
  unavailable: "the policy could not be read",
};
