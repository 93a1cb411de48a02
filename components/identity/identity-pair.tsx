import type { CallRow } from "@/lib/calls/view";
import { cn } from "../ui/cn";
import { IdentityChip, type ChipProps } from "./identity-chip";
import { pairSentence } from "./pair-sentence";
import { markShape, VerdictLine, VerdictMark } from "./verdict-mark";

export type PairFacts = Pick<CallRow, "caller" | "ranAs" | "verdict" | "relation">;

/**
 * `caller ── mark ── ran as` on one line. The line runs from chip to chip; callers, words and ran-as chips
 * each start at the same x in every row, so that the eye compares down as well as across.
 */
export function IdentityPair({
  call,
  size = "row",
  renderChip = (props) => <IdentityChip {...props} />,
}: {
  call: PairFacts;
  size?: "row" | "card";
  /** For chips with a menu; gets what the plain chip would get. */
  renderChip?: (props: ChipProps) => React.ReactNode;
}) {
  const { caller, ranAs, verdict, relation } = call;
  const shape = markShape(verdict, relation);
  const compact = size === "card";
  return (
    <div
      role="group"
      aria-label={pairSentence(call)}
      data-verdict={verdict}
      className={cn(
        "grid w-full min-w-0 items-center",
        size === "row"
          ? "grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)] @max-[720px]/list:grid-cols-[minmax(0,1fr)_112px_minmax(0,1fr)]"
          : "grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]",
      )}
    >
      <div className="flex min-w-0 items-center">
        {renderChip({
          side: "caller",
          identity: caller.identity,
          evidence: caller.evidence,
          verdict,
          compact,
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
          compact,
        })}
      </div>
    </div>
  );
}
