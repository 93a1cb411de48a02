import { cn } from "../ui/cn";
import { HeroChip } from "./hero-chip";
import type { PairFacts } from "./identity-pair";
import { pairSentence } from "./pair-sentence";
import { type MarkShape, markShape, VerdictKnot, VerdictLine } from "./verdict-mark";
import { VERDICT_WORDS } from "./verdict-words";

/**
 * The pair at its largest: both identities in full, side by side or, where it is narrow, stacked. `ahead`:
 * of a call that has not run.
 */
export function IdentityHero({ call, ahead = false }: { call: PairFacts; ahead?: boolean }) {
  const { caller, ranAs, verdict, relation } = call;
  const shape = markShape(verdict, relation);
  return (
    <div
      role="group"
      aria-label={pairSentence(call, ahead)}
      data-verdict={verdict}
      className="@container"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] @min-[460px]:grid-cols-[minmax(0,1fr)_104px_minmax(0,1fr)] @min-[460px]:items-stretch">
        <HeroChip
          side="caller"
          identity={caller.identity}
          evidence={caller.evidence}
          verdict={verdict}
        />
        <div className="flex items-center gap-2 pl-4 @min-[460px]:flex-col @min-[460px]:justify-center @min-[460px]:gap-1 @min-[460px]:pl-0">
          <Spine shape={shape} className="@min-[460px]:hidden" />
          <span className="rounded-md bg-v-bg px-2 py-0.5 text-sm font-semibold text-v-fg">
            {VERDICT_WORDS[verdict]}
          </span>
          <Connector shape={shape} className="w-full @max-[460px]:hidden" />
        </div>
        <HeroChip
          side="ranAs"
          identity={ranAs.identity}
          kind={ranAs.kind}
          evidence={ranAs.evidence}
          verdict={verdict}
          ahead={ahead}
        />
      </div>
    </div>
  );
}

function Connector({ shape, className }: { shape: MarkShape; className?: string }) {
  return (
    <div className={cn("flex items-center", className)}>
      <VerdictLine shape={shape} side="left" className="-mr-px flex-1" />
      <VerdictKnot shape={shape} />
      <VerdictLine shape={shape} side="right" className="flex-1" />
    </div>
  );
}

/** The same connector standing upright, for the stacked layout. */
function Spine({ shape, className }: { shape: MarkShape; className?: string }) {
  return (
    <div className={cn("relative h-14 w-3", className)}>
      <Connector
        shape={shape}
        className="absolute top-1/2 left-1/2 w-14 -translate-x-1/2 -translate-y-1/2 rotate-90"
      />
    </div>
  );
}
