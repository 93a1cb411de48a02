"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { ApiError } from "@/lib/api-client";
import { selectionOptions } from "@/lib/approvals/options";
import { Failed } from "../../layout/failed";
import { QueryBoundary } from "../../layout/query-boundary";
import { Button } from "../../ui/button";
import { StatePanel } from "../../ui/state-panel";
import { CardFrame } from "../card/card-frame";
import { CardSkeleton } from "../card/card-skeleton";
import { ReadingProvider, useNewReading } from "../card/use-reading";
import { SelectionBar } from "./selection-bar";
import { SelectionBody } from "./selection-body";
import type { Outcome } from "./selection-outcome";

type Props = {
  /** Of another selection nothing was seen yet: it takes another card, by its key. */
  ids: readonly string[];
  onClose: () => void;
  onLeaveOut: (id: string) => void;
  onDecided: (outcome: Outcome) => void;
};

/** Several approvals beside the list, to be given one answer; on the phone instead of it. */
export function SelectionCard(props: Props) {
  const { ids, onClose } = props;
  return (
    <CardFrame label="Several approvals" takesFocus onClose={onClose}>
      <QueryBoundary
        queryKey={selectionOptions(ids).queryKey}
        loading={<CardSkeleton />}
        failed={(error, retry) => <SelectionFailed error={error} retry={retry} onClose={onClose} />}
      >
        <Several {...props} />
      </QueryBoundary>
    </CardFrame>
  );
}

function Several({ ids, onLeaveOut, onDecided }: Props) {
  const { data: selection } = useSuspenseQuery(selectionOptions(ids));
  return (
    <ReadingProvider value={useNewReading()}>
      <SelectionBody selection={selection} onLeaveOut={onLeaveOut} />
      <SelectionBar selection={selection} onDecided={onDecided} />
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
