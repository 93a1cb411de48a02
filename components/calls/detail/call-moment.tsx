import type { CallRow } from "@/lib/calls/view";
import { duration } from "@/lib/time-range";
import { Instant } from "../../ui/instant";
import { OutcomeLabel } from "../outcome-label";

/** When it was, how it ended and how long it took: one line that stays while the rest scrolls. */
export function CallMoment({
  call,
  zone,
}: {
  /** Undefined while nothing is known; the line keeps its height. */
  call: Pick<CallRow, "time" | "outcome" | "durationMs"> | undefined;
  zone: string;
}) {
  return (
    <p className="flex h-8 shrink-0 items-center gap-1.5 overflow-hidden border-b bg-surface px-4 text-xs whitespace-nowrap text-ink-2 tabular-nums">
      {call && (
        <>
          <Instant iso={call.time} zone={zone} className="text-ink" />
          <Dot />
          <OutcomeLabel outcome={call.outcome} className="gap-1" />
          {call.durationMs !== null && (
            <>
              <Dot />
              {duration(call.durationMs)}
            </>
          )}
        </>
      )}
    </p>
  );
}

function Dot() {
  return (
    <span aria-hidden className="text-ink-3">
      ·
    </span>
  );
}
