"use client";
import { useQuery } from "@tanstack/react-query";
import { waitingApprovalsOptions } from "@/lib/approvals/waiting-count";

/** How many calls wait for the reader, at the end of the entry that leads to them; nothing for none. */
export function WaitingApprovals() {
  const { data: waiting } = useQuery(waitingApprovalsOptions());
  if (!waiting) return null;
  return (
    <span className="ml-auto rounded-full bg-ink px-1.5 text-2xs font-medium text-surface tabular-nums">
      {waiting.toLocaleString("en")}
      <span className="sr-only"> waiting for you</span>
    </span>
  );
}
