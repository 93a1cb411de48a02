"use client";
import { useQuery } from "@tanstack/react-query";
import { waitingCountOptions } from "@/lib/catalog/waiting-count";

/** How many tools wait for a review, at the end of the entry that leads to them; nothing for none. */
export function WaitingTools() {
  const { data: waiting } = useQuery(waitingCountOptions());
  if (!waiting) return null;
  return (
    <span className="ml-auto rounded-full bg-hover px-1.5 text-2xs font-medium text-ink tabular-nums">
      {waiting.toLocaleString("en")}
      <span className="sr-only"> waiting for review</span>
    </span>
  );
}
