"use client";
import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { isOpen } from "@/lib/jobs/model";
import type { DraftView } from "@/lib/policy/drafts/model";
import { replayOptions } from "@/lib/policy/options";
import type { Outcome, ReplayView } from "@/lib/policy/replay/model";
import { Button } from "../../ui/button";
import { Instant } from "../../ui/instant";
import { InertText } from "../../ui/inert-text";
import { Notice } from "../../ui/notice";
import { isShown, staleWords } from "./replay-words";
import { ReplayTable } from "./replay-table";
import { ReplayTotals } from "./replay-totals";

/** What the last replay found, and of which text and calls that is. */
export function ReplayFound({
  draft,
  last,
  outcome,
  onOutcome,
  limit,
  onMore,
}: {
  draft: DraftView;
  last: ReplayView;
  outcome: Outcome | undefined;
  onOutcome: (outcome: Outcome | undefined) => void;
  limit: number;
  onMore: (() => void) | null;
}) {
  const { data } = useQuery(replayOptions(draft.id, outcome, limit));
  const { job, readsArguments, showsArguments } = last;
  const totals = last.totals.filter((total) => isShown(total.outcome, last));
  const stale = staleWords(last, draft);
  const items = (data?.items ?? []).filter((item) => isShown(item.outcome, last));
  const isRunning = isOpen(job.state);
  return (
    <>
      {stale !== null && (
        <p className="flex items-start gap-2 rounded-md border border-line-strong px-3 py-2 text-sm font-medium">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {stale}
        </p>
      )}
      {job.state === "failed" && (
        <Notice>
          <InertText text={job.error ?? "It failed: the server’s log says why."} />
        </Notice>
      )}
      {job.state === "cancelled" && (
        <p className="text-sm font-medium">
          {job.done === 0
            ? "It was cancelled before it came to a call, so it tells nothing."
            : `It was cancelled after ${counted(job.done)} of ${counted(job.total ?? job.done)} calls: what stands here is of these alone, the oldest of the period.`}
        </p>
      )}
      <Used last={last} />
      {totals.length > 0 || isRunning ? (
        <ReplayTotals totals={totals} outcome={outcome} onOutcome={onOutcome} />
      ) : (
        (job.state === "done" || job.done > 0) && (
          <p className="text-sm">
            {last.oldest === null
              ? "There was no call in this period, so it tells nothing."
              : job.state === "done"
                ? "No call would have been answered differently."
                : "None of these calls would have been answered differently."}
          </p>
        )
      )}
      {!readsArguments && totals.length > 0 && (
        <p className="text-xs text-ink-3">
          No argument was read: who started it lacks the permission payload:read.
          {showsArguments && " You have it: replay again to have them read."}
        </p>
      )}
      {items.length > 0 && <ReplayTable items={items} range={last} />}
      {data?.next && onMore && (
        <Button size="sm" className="justify-self-start" onClick={onMore}>
          Show more
        </Button>
      )}
      {data?.next && !onMore && (
        <p className="text-xs text-ink-3">
          There are more; choose one kind above to see its first {limit}.
        </p>
      )}
    </>
  );
}

const counted = (n: number) => n.toLocaleString("en");

/** The oldest and the newest call that was used. */
function Used({ last: { oldest, newest, job } }: { last: ReplayView }) {
  if (oldest === null || newest === null) return null;
  return (
    <p className="flex flex-wrap gap-x-1.5 text-xs text-ink-2">
      <span>
        {counted(job.done)} {job.done === 1 ? "call" : "calls"}, the oldest of
      </span>
      <Instant iso={oldest} zone="UTC" />
      <span>and the newest of</span>
      <Instant iso={newest} zone="UTC" />
      <span>UTC.</span>
    </p>
  );
}
