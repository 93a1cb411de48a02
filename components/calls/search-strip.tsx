"use client";
import type { CallListParams } from "@/lib/calls/address";
import { timeBound } from "@/lib/calls/time-bounds";
import { shortInstant } from "@/lib/time-range";
import { Button } from "../ui/button";
import type { ListEnds } from "./use-list-ends";

/**
 * How far a search has got that no index serves. It goes on by itself until the screen is full or it
 * is stopped, and further as one scrolls.
 */
export function SearchStrip({
  searchedTo,
  params,
  ends,
  openedAt,
  zone,
}: {
  searchedTo: string;
  params: CallListParams;
  ends: ListEnds;
  /** Milliseconds since the epoch. */
  openedAt: number;
  zone: string;
}) {
  const { older, stopped, near } = ends;
  const searched = share(searchedTo, params, openedAt);
  const state = stopped
    ? "Stopped, looked"
    : older.isError && !older.isFetching
      ? "The search failed, looked"
      : near
        ? "Searching, looked"
        : "Looked";
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-canvas px-3 py-1 text-xs text-ink-2 md:px-4">
      <span role="status" className="tabular-nums">
        {state} back to {shortInstant(searchedTo, zone)}
        {state === "Looked" && ", goes on further down"}
      </span>
      {searched !== undefined && (
        <progress
          aria-label="How much of the range was searched"
          value={searched}
          className="h-1.5 w-40 overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
      {older.isFetching && !stopped ? (
        <Button size="sm" onClick={ends.stop}>
          Stop
        </Button>
      ) : (
        (stopped || older.isError) && (
          <Button size="sm" onClick={ends.goOn}>
            Go on
          </Button>
        )
      )}
    </div>
  );
}

/** 0 to 1; nothing where the range has no beginning. */
function share(searchedTo: string, { from, to }: CallListParams, now: number): number | undefined {
  if (from === "") return undefined;
  const begins = Date.parse(timeBound("from", from, now));
  const ends = to === "" ? now : Date.parse(timeBound("to", to, now));
  const done = (ends - Date.parse(searchedTo)) / (ends - begins);
  return Math.min(1, Math.max(0, done));
}
