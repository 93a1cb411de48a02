import type { PathView } from "@/lib/overview/view";
import { IdentityPeek } from "../identity/identity-peek";
import { VerdictLine, VerdictMark } from "../identity/verdict-mark";
import { VERDICT_WORDS } from "../identity/verdict-words";

/** `caller ── mark ── ran as` for many calls: the mark is that of most of them. */
export function PathPair({ path: { caller, ranAs, verdict } }: { path: PathView }) {
  const many = { evidence: null, verdict } as const;
  return (
    <div
      role="group"
      aria-label={`Mostly ${VERDICT_WORDS[verdict]}`}
      data-verdict={verdict}
      className="grid grid-cols-[minmax(0,1fr)_128px_minmax(0,1fr)] items-center @max-[640px]/pairs:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]"
    >
      <div className="flex min-w-0 items-center">
        <IdentityPeek chip={{ side: "caller", identity: caller, ...many }} />
        <VerdictLine shape={verdict} side="left" className="-mr-px min-w-2 flex-1" />
      </div>
      <div className="flex min-w-0 items-center">
        <VerdictMark verdict={verdict} relation="same_person" />
        <VerdictLine shape={verdict} side="right" className="min-w-2 flex-1" />
      </div>
      <div className="flex min-w-0 items-center">
        <IdentityPeek chip={{ side: "ranAs", identity: ranAs, ...many }} />
      </div>
    </div>
  );
}
