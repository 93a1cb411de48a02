"use client";
import { useEffect, useEffectEvent, useRef } from "react";
import type { CardData } from "../card/card-data";
import { cn } from "../../ui/cn";
import { StateWords } from "../card/state-words";

/**
 * What has become of it, said where the answer was given. The focus comes here when the form that had it
 * is gone.
 */
export function BarOutcome({
  approval,
  takesFocus,
  isLate,
}: {
  approval: CardData;
  takesFocus: boolean;
  /** The viewer was about to answer, and somebody else or the clock was faster. */
  isLate: boolean;
}) {
  const { state, mine } = approval;
  const status = useRef<HTMLDivElement>(null);
  const saidYes = state === "pending" && mine === "approve";
  const takeFocus = useEffectEvent(() => {
    const { activeElement } = document;
    const card = status.current?.closest("aside");
    if (takesFocus && (activeElement === document.body || activeElement === card))
      status.current?.focus();
  });
  useEffect(() => {
    if (saidYes || state !== "pending") takeFocus();
  }, [saidYes, state]);
  return (
    // There before it has anything to say, so that it is read out when it does.
    <div
      ref={status}
      role="status"
      tabIndex={-1}
      className={cn(
        "grid grid-cols-[minmax(0,1fr)] gap-1 outline-none empty:absolute",
        state !== "pending" && "short:max-lg:sm:col-auto!",
      )}
    >
      {saidYes && <p className="text-ink-2">You said yes. It waits for somebody else too.</p>}
      {state !== "pending" && <StateWords approval={approval} short />}
      {state !== "pending" && isLate && (
        <p className="pl-6.5 text-ink-2">Your own answer was not counted.</p>
      )}
    </div>
  );
}
