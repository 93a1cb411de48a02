// Why a draft cannot be published now, by the rules that the server enforces. Pure.
import type { DraftReview } from "./review-view";

export type Said = {
  /** Ids of rules that speak of everything. */
  confirmed: ReadonlySet<string>;
  reason: string;
  /** In single-admin mode alone: failing tests shall not hold it back. */
  overrideTests: boolean;
};
export type Agreed = { overridesTests: boolean } | null;

/** The first of what is missing, as a sentence; null where nothing is. */
export function heldBackBy(review: DraftReview, agreement: Agreed, said: Said): string | null {
  const { base, inForce, defects, tests, catchAll, singleAdmin } = review;
  if (base !== inForce) return `Version ${inForce} is in force by now: take it in first`;
  if (defects.length > 0) return "The text has an error";
  if (tests.failed.length > 0 && !areTestsOverridden(review, agreement, said)) {
    return singleAdmin.on ? "A test fails" : "A test fails, and no second admin has overridden it";
  }
  if (needsSecond(review) && agreement === null && !singleAdmin.on) {
    return "A second admin has to agree first";
  }
  if (catchAll.some(({ ruleId }) => !said.confirmed.has(ruleId))) {
    return "Confirm the rules that match everything";
  }
  return said.reason.trim().length < 3 ? "Say why, in three characters or more" : null;
}

export function needsSecond({ loosens }: Pick<DraftReview, "loosens">): boolean {
  return loosens.length > 0;
}

function areTestsOverridden({ singleAdmin }: DraftReview, agreement: Agreed, said: Said): boolean {
  return (
    agreement?.overridesTests === true ||
    (singleAdmin.on && agreement === null && said.overrideTests)
  );
}

/** Why this member cannot agree; null for one who can, as far as their name tells. */
export function whyNotAgree(authors: readonly string[], me: string): string | null {
  return authors.includes(me) ? "You wrote some of it: somebody else has to agree" : null;
}
