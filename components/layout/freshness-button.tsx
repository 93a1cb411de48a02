"use client";
import { RotateCw } from "lucide-react";
import { instantParts } from "@/lib/time-range";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

/** What is watched of a query (`useQuery` with `enabled: false`: the page itself asks). */
export type Watched = {
  isFetching: boolean;
  isError: boolean;
  failureCount: number;
  dataUpdatedAt: number;
};

/** Reads the page again; says when it was read last, and when it could not be read again. */
export function FreshnessButton({
  watched: { isFetching, isError, failureCount, dataUpdatedAt },
  zone,
  onRefresh,
}: {
  watched: Watched;
  zone: string;
  onRefresh: () => void;
}) {
  const problem =
    isFetching && failureCount > 0 ? "no answer yet" : isError && dataUpdatedAt > 0 ? FAILED : null;
  const freshness = () => {
    if (dataUpdatedAt > 0) return `updated ${clock(dataUpdatedAt, zone)}`;
    return isError ? "not read" : "reading…";
  };
  return (
    <>
      <span role="status" className="min-w-0 truncate text-xs text-danger max-sm:sr-only">
        {problem}
      </span>
      <Button
        variant="ghost"
        aria-label="Refresh"
        title="Read this page again"
        onClick={onRefresh}
        className="font-normal tabular-nums"
      >
        <RotateCw
          aria-hidden
          className={cn(
            "size-3.5",
            isFetching && "animate-spin",
            // On the phone there is no room for the words beside the page's title.
            problem !== null && "max-sm:text-danger",
          )}
        />
        <span
          className={cn(
            "text-xs text-ink-3",
            problem === null ? "hidden lg:inline" : "max-sm:sr-only",
          )}
        >
          {problem === null ? freshness() : problem === FAILED ? "retry" : "trying again…"}
        </span>
      </Button>
    </>
  );
}

const FAILED = "could not refresh";

function clock(ms: number, zone: string): string {
  return instantParts(new Date(ms).toISOString(), zone).time;
}
