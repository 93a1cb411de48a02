import type { CallerEvidence, DownstreamEvidence } from "@/lib/calls/model";
import type { Relation, Severity, Verdict } from "@/lib/identity/model";

/** The one word for each verdict, everywhere. */
export const VERDICT_WORDS: Record<Verdict, string> = {
  contradicted: "contradicted",
  not_run: "not run",
  unattributed: "unattributed",
  mismatch: "mismatch",
  unknown: "unknown",
  sanctioned: "sanctioned",
  claimed: "claimed",
  match: "match",
};

/** What a verdict means, in one line; for menus and hovers. */
export const VERDICT_MEANINGS: Record<Verdict, string> = {
  contradicted: "Independent evidence names another identity than the gateway did",
  not_run: "It never reached a downstream system",
  unattributed: "No verified caller",
  mismatch: "A different identity, or a broken token rule, that nothing explains",
  unknown: "Nothing ties the downstream identity to anybody",
  sanctioned: "A different identity, and an admin says that this is intentional",
  claimed: "Configured to run as the caller; nothing in the call proves it",
  match: "Proven: it ran as the caller, or as a delegate of the caller",
};

export const RELATION_WORDS: Record<Relation, string> = {
  same_person: "same person",
  delegated: "delegated",
  impersonated: "impersonated",
  service: "service identity",
  other_person: "another person",
  unknown: "relation unknown",
  none: "no downstream identity",
};

export const SEVERITY_WORDS: Record<Severity, string> = {
  none: "no severity",
  low: "low",
  medium: "medium",
  high: "high",
  critical: "critical",
};

/** How many of three bars a grade fills. */
export const EVIDENCE_STEPS: Record<CallerEvidence | DownstreamEvidence, 0 | 1 | 2 | 3> = {
  validated: 3,
  observed: 2,
  asserted: 1,
  configured: 1,
  absent: 0,
};

/** What a grade means, in one line. The gateway is taken at its word, so its word is what is named. */
export function evidenceMeaning(
  grade: CallerEvidence | DownstreamEvidence,
  side?: "caller" | "ranAs",
): string {
  if (grade === "validated" && side === "caller")
    return "validated: the gateway says it verified the caller";
  return EVIDENCE_MEANINGS[grade];
}

const EVIDENCE_MEANINGS: Record<CallerEvidence | DownstreamEvidence, string> = {
  validated: "validated: the gateway says it verified this identity",
  observed: "observed: seen in the call, not proven",
  asserted: "asserted: somebody said so, nobody checked",
  configured: "configured: from settings, not seen in the call",
  absent: "no evidence",
};
