// Evidence grades. Both lists of `calls/model` run from the strongest to the weakest.
import {
  CALLER_EVIDENCE,
  type CallerEvidence,
  DOWNSTREAM_EVIDENCE,
  type DownstreamEvidence,
} from "../calls/model";

/**
 * The grade that a source's word is worth: its claim, lowered to the ceiling an admin set. A caller
 * without a stated grade counts as `asserted`, the lowest claim there is.
 */
export function callerGrade(
  claimed: CallerEvidence | undefined,
  ceiling: CallerEvidence | undefined,
): CallerEvidence {
  return weaker(CALLER_EVIDENCE, claimed ?? "asserted", ceiling);
}

/** The same for the downstream identity, where the lowest claim is `configured`. */
export function downstreamGrade(
  claimed: DownstreamEvidence | undefined,
  ceiling: DownstreamEvidence | undefined,
): DownstreamEvidence {
  return weaker(DOWNSTREAM_EVIDENCE, claimed ?? "configured", ceiling);
}

/** What agreeing independent evidence makes of a grade: at least `observed`. */
export function atLeastObserved(grade: DownstreamEvidence): DownstreamEvidence {
  return grade === "validated" ? grade : "observed";
}

function weaker<Grade>(strongestFirst: readonly Grade[], claimed: Grade, ceiling?: Grade): Grade {
  if (ceiling === undefined) return claimed;
  return strongestFirst.indexOf(claimed) >= strongestFirst.indexOf(ceiling) ? claimed : ceiling;
}
