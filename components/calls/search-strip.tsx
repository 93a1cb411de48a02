"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { callsOptions, isNewer } from "@/lib/calls/options";
import { timeBound } from "@/lib/calls/time-bounds";
import { shortInstant } from "@/lib/time-range";
import { Button } from "../ui/button";

/** How far a search has got that no index serves; it goes on by itself until it is stopped. */
export function SearchStrip({
  searchedTo,
  params,
  searching,
  failed,
  openedAt,
  zone,
}: {
  searchedTo: string;
  params: CallListParams;
  searching: boolean;
  failed: boolean;
  /** Milliseconds since the epoch. */
  openedAt: number;
  zone: string;
}) {
  const queries = useQueryClient();
  const [stopped, setStopped] = useState(false);
  const options = callsOptions(params);
  const newer = isNewer(params);
  const idle = !searching && !failed && !stopped;
  const search = () =>
    void queries.refetchQueries(
      { queryKey: options.queryKey, exact: true },
      { cancelRefetch: false },
    );
  useEffect(() => {
    if (idle) search();
  });
  const goOn = () => {
    if (stopped) setStopped(false);
    else search();
  };
  const stop = () => {
    setStopped(true);
    void queries.cancelQueries({ queryKey: options.queryKey, exact: true });
  };
  const searched = share(searchedTo, params, openedAt);
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-canvas px-3 py-1 text-xs text-ink-2 md:px-4">
      <span role="status" className="tabular-nums">
        {stopped ? "Stopped" : failed ? "The search failed" : "Searching"}, looked{" "}
        {newer ? "up" : "back"} to {shortInstant(searchedTo, zone)}
      </span>
      {searched !== undefined && (
        <progress
          aria-label="How much of the range was searched"
          value={searched}
          className="h-1.5 w-40 overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
        />
      )}
      {searching && !stopped ? (
        <Button size="sm" onClick={stop}>
          Stop
        </Button>
      ) : (
        <Button size="sm" onClick={goOn}>
          Go on
        </Button>
      )}
    </div>
  );
}

/** 0 to 1; nothing where the range has no beginning. */
function share(
  searchedTo: string,
  { from, to, cursor }: CallListParams,
  now: number,
): number | undefined {
  if (from === "") return undefined;
  const begins = Date.parse(timeBound("from", from, now));
  const ends = to === "" ? now : Date.parse(timeBound("to", to, now));
  const done = (ends - Date.parse(searchedTo)) / (ends - begins);
  return Math.min(1, Math.max(0, isNewer({ cursor }) ? 1 - done : done));
}
