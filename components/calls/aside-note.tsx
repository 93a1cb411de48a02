"use client";
import { Undo2 } from "lucide-react";
import { Button } from "../ui/button";
import { InertText } from "../ui/inert-text";
import { usePivots } from "./pivots-context";

/** What a pivot set aside to answer another question, and the way back. */
export function AsideNote() {
  const { aside, bringBack } = usePivots();
  if (aside === null) return null;
  return (
    <div
      role="status"
      className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 px-3 pb-1.5 text-xs text-ink-2 md:px-4"
    >
      <span className="min-w-0 wrap-anywhere">
        Set aside: {aside.q !== "" && <InertText text={aside.q} className="font-mono text-ink" />}
        {aside.q !== "" && aside.range && " and "}
        {aside.range && "the time range of before"}
      </span>
      <Button size="sm" onClick={bringBack}>
        <Undo2 aria-hidden className="size-3.5" />
        Bring back
      </Button>
    </div>
  );
}
