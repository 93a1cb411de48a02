"use client";
import type { SelectionItem } from "@/lib/approvals/selection-view";
import { Age } from "../../ui/age";
import { RemainingRing } from "../remaining-ring";
import { useServerNow } from "../use-server-now";
import { STATE_WORDS } from "../words";

/** When it was asked, what is left or what it has become, and who said yes; alone at each tick. */
export function CallTime({
  item: { state, requestedAt, decideUntil, given, needed },
  now: told,
}: {
  item: SelectionItem;
  now: string;
}) {
  const now = useServerNow(told);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-3">
      <span>
        asked <Age iso={requestedAt} now={now} />
      </span>
      {state === "pending" ? (
        <RemainingRing requestedAt={requestedAt} decideUntil={decideUntil} now={now} />
      ) : (
        <span className="font-medium text-ink-2">{STATE_WORDS[state]}</span>
      )}
      {needed > 1 && (
        <span className="tabular-nums">
          {given} of {needed} people said yes
        </span>
      )}
    </p>
  );
}
