"use client";
import { ArrowUp } from "lucide-react";
import type { CallsAddress } from "@/lib/routes";
import { rangeName, shortInstant } from "@/lib/time-range";
import { Button } from "../ui/button";

/** Pixels of the row above a list that begins further down. */
export const START_HEIGHT = 36;

/** The way to the calls above a list that was opened further down. */
export function ListStart({
  searchedUp,
  reading,
  failed,
  onRead,
  zone,
}: {
  /** How far a search towards newer calls has got. */
  searchedUp: string | null;
  reading: boolean;
  failed: boolean;
  onRead: () => void;
  zone: string;
}) {
  return (
    <div
      style={{ height: START_HEIGHT }}
      className="flex items-center gap-3 border-b bg-canvas px-3 text-xs text-ink-2 md:px-4"
    >
      <Button size="sm" onClick={onRead} disabledReason={reading ? "They are being read" : null}>
        <ArrowUp aria-hidden className="size-3.5" />
        Newer calls
      </Button>
      <span role="status" className="min-w-0 truncate tabular-nums">
        {reading && "Reading…"}
        {failed && !reading && "They could not be read."}
        {searchedUp !== null && ` Looked up to ${shortInstant(searchedUp, zone)}.`}
      </span>
    </div>
  );
}

/** After the last row: that it is the last, and of what. */
export function ListEnd({ address, zone }: { address: CallsAddress; zone: string }) {
  return (
    <p className="px-4 py-3 text-xs text-ink-3 @max-[640px]:px-3">
      The end. Nothing older {address.q ? "matches" : "was recorded"} in the range “
      {rangeName(address, zone)}”.
    </p>
  );
}
