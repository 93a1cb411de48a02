"use client";
import type { QueryKey } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { duration } from "@/lib/time-range";
import { useUnreadFor } from "../use-last-read";

const LATE_SECONDS = 10;

/** That what stands above may have changed: it is read every few seconds, and was not for some time. */
export function NotUpToDate({ queryKey }: { queryKey: QueryKey }) {
  const seconds = useUnreadFor(queryKey, LATE_SECONDS);
  if (seconds === null) return null;
  return (
    <p className="flex shrink-0 items-center gap-2 border-t bg-sunken px-4 py-1.5 text-xs font-medium">
      <WifiOff aria-hidden className="size-3.5 shrink-0" />
      <span>
        {/* Said once, and not at each second. */}
        <span role="alert">Not up to date</span>: last read {words(seconds)} ago
      </span>
    </p>
  );
}

function words(seconds: number): string {
  return seconds < 60 ? `${seconds} seconds` : duration(seconds * 1000);
}
