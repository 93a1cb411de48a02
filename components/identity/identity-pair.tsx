import type { CallRow } from "@/lib/calls/view";
import { IdentityChip, type ChipProps } from "./identity-chip";
import { pairSentence } from "./pair-sentence";
import { markShape, VerdictLine, VerdictMark } from "./verdict-mark";

export type PairFacts = Pick<CallRow, "caller" | "ranAs" | "verdict" | "relation">;

/**
 * `caller ── mark ── ran as` on one line. The line runs from chip to chip; callers, words and ran-as chips
 * each start at the same x in every row, so that the eye compares down as well as across. Inside a narrow
 * `@container/pairs` it becomes a card: the word takes only its own width, and chips drop their subject.
 */
export function IdentityPair({
  call,
  ahead = false,
  renderChip = (props) => <IdentityChip {...props} />,
}: {
  call: PairFacts;
  /** It has not run. */
  ahead?: boolean;
  /** For chips with a menu; gets what the plain chip would get. */
  renderChip?: (props: ChipProps) => React.ReactNode;
}) {
  const { caller, ranAs, verdict, relation } = call;
  const shape = markShape(verdict, relation);
  return (
    <div
      role="group"
      aria-label={pairSentence(call, ahead)}
      data-verdict={verdict}
      className="grid w-full min-w-0 grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)] items-center @max-[720px]/pairs:grid-cols-[minmax(0,1fr)_112px_minmax(0,1fr)] @max-[640px]/pairs:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]"
    >
      <div className="flex min-w-0 items-center">
        {renderChip({
          side: "caller",
          identity: caller.identity,
          evidence: caller.evidence,
          verdict,
        })}
        <VerdictLine shape={shape} side="left" className="-mr-px min-w-2 flex-1" />
      </div>
      <div className="flex min-w-0 items-center">
        <VerdictMark verdict={verdict} relation={relation} />
        <VerdictLine shape={shape} side="right" className="min-w-2 flex-1" />
      </div>
      <div className="flex min-w-0 items-center">
        {renderChip({
          side: "ranAs",
          identity: ranAs.identity,
          kind: ranAs.kind,
          evidence: ranAs.evidence,
          verdict,
        })}
      </div>
    </div>
  );
}
