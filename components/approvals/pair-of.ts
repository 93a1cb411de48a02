import type { ApprovalView } from "@/lib/approvals/view";
import type { PairFacts } from "../identity/identity-pair";

/** The pair of a held call, with the evidence that it was judged by: nothing has run yet. */
export function pairOf({ caller, ranAs, verdict, relation }: ApprovalView): PairFacts {
  return {
    caller: { identity: caller, evidence: caller ? "validated" : "absent" },
    ranAs: {
      identity: ranAs,
      kind: null,
      evidence: ranAs ? "configured" : "absent",
      credential: null,
    },
    verdict,
    relation,
  };
}
