"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { ArrowLeft, SearchX } from "lucide-react";
import { useState } from "react";
import { ApiError } from "@/lib/api-client";
import { selectionOptions } from "@/lib/approvals/options";
import type { SelectionResult } from "@/lib/approvals/selection-view";
import { Failed } from "../../layout/failed";
import { QueryBoundary } from "../../layout/query-boundary";
import { useWindowKeys } from "../../layout/use-window-keys";
import { Button } from "../../ui/button";
import { StatePanel } from "../../ui/state-panel";
import { focusWhereItCovers } from "../card/approval-card";
import { CardSkeleton } from "../card/card-skeleton";
import { ReadingProvider, useNewReading } from "../card/use-reading";
import { SelectionBar } from "./selection-bar";
import { SelectionBody } from "./selection-body";
import { SelectionOutcome } from "./selection-outcome";

type Leaving = { onClose: () => void; onLeaveOut: (id: string) => void; onDone: () => void };

/** Several approvals beside the list, to be given one answer; on the phone instead of it. */
export function SelectionCard({ ids, ...leaving }: { ids: readonly string[] } & Leaving) {
  const { onClose } = leaving;
  useWindowKeys({ Escape: onClose });
  const { queryKey } = selectionOptions(ids);
  return (
    <aside
      ref={focusWhereItCovers}
      tabIndex={-1}
      aria-label="Several approvals"
      className="fixed inset-0 z-30 flex min-w-0 flex-col bg-surface outline-none lg:static lg:z-auto lg:flex-1"
    >
      <header className="flex h-12 shrink-0 items-center border-b px-1 lg:hidden">
        <Button variant="ghost" size="lg" className="px-2" onClick={onClose}>
          <ArrowLeft aria-hidden className="size-5" />
          All approvals
        </Button>
      </header>
      <QueryBoundary
        queryKey={queryKey}
        loading={<CardSkeleton />}
        failed={(error, retry) => <SelectionFailed error={error} retry={retry} onClose={onClose} />}
      >
        {/* Of another selection nothing was seen yet. */}
        <Several key={ids.join()} ids={ids} {...leaving} />
      </QueryBoundary>
    </aside>
  );
}

function Several({ ids, onLeaveOut, onDone }: { ids: readonly string[] } & Leaving) {
  const { data: selection } = useSuspenseQuery(selectionOptions(ids));
  const [result, setResult] = useState<SelectionResult | null>(null);
  const reading = useNewReading();
  if (result !== null)
    return <SelectionOutcome items={selection.items} result={result} onDone={onDone} />;
  return (
    <ReadingProvider value={reading}>
      <SelectionBody selection={selection} onLeaveOut={onLeaveOut} />
      <SelectionBar selection={selection} onDecided={setResult} />
    </ReadingProvider>
  );
}

function SelectionFailed({
  error,
  retry,
  onClose,
}: {
  error: unknown;
  retry: () => void;
  onClose: () => void;
}) {
  if (!(error instanceof ApiError) || error.status !== 404)
    return <Failed error={error} retry={retry} />;
  return (
    <StatePanel
      role="alert"
      icon={<SearchX aria-hidden />}
      title="Not all of these are there for you"
      actions={<Button onClick={onClose}>All approvals</Button>}
    >
      <p>The link is wrong, or one of the approvals is addressed to others.</p>
    </StatePanel>
  );
}
