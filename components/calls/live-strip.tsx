"use client";
import { ArrowUp } from "lucide-react";
import { Button } from "../ui/button";
import type { LiveCalls } from "./use-live-calls";

/** Why a live list stands still, and the way on. */
export function LiveStrip({
  live: { waiting, failing },
  held,
  onShow,
}: {
  live: LiveCalls;
  /** Why the list is held; null while it moves. */
  held: string | null;
  onShow: () => void;
}) {
  if (held === null && !failing) return null;
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-canvas px-3 py-1 text-xs text-ink-2 md:px-4">
      <span role="status">{failing ? "Live: no answer, trying again" : `Live, held ${held}`}</span>
      {held !== null && waiting > 0 && (
        <Button size="sm" onClick={onShow} className="tabular-nums">
          <ArrowUp aria-hidden className="size-3.5" />
          {waiting} new · resume
        </Button>
      )}
    </div>
  );
}
