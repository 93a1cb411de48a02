"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { selectionOptions } from "@/lib/approvals/options";
import { QueryBoundary } from "../../layout/query-boundary";
import { CardFailed } from "../card/card-failed";
import { CardFrame } from "../card/card-frame";
import { CardSkeleton } from "../card/card-skeleton";
import { NotUpToDate } from "../card/not-up-to-date";
import { ReadingProvider, useNewReading } from "../card/use-reading";
import { type Begun, SelectionBar } from "./selection-bar";
import { SelectionBody } from "./selection-body";
import type { Outcome } from "./selection-outcome";

type Props = {
  /** Of another selection nothing was seen yet: it takes another card, by its key. */
  ids: readonly string[];
  onClose: () => void;
  /** Carried over from a larger selection, all of which was read. */
  begun: Begun | null;
  onLeaveOut: (id: string, begun: Begun | null) => void;
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
        failed={(error, retry) => (
          <CardFailed error={error} retry={retry} onClose={onClose} missing={MISSING} />
        )}
      >
        <Several {...props} />
      </QueryBoundary>
    </CardFrame>
  );
}

function Several({ ids, begun, onLeaveOut, onDecided }: Props) {
  const { data: selection } = useSuspenseQuery(selectionOptions(ids));
  return (
    <ReadingProvider value={useNewReading()}>
      <SelectionBody selection={selection} onLeaveOut={(id) => onLeaveOut(id, null)} />
      <NotUpToDate queryKey={selectionOptions(ids).queryKey} />
      <SelectionBar
        selection={selection}
        begun={begun}
        onDecided={onDecided}
        onLeaveOut={onLeaveOut}
      />
    </ReadingProvider>
  );
}

const MISSING = {
  title: "Not all of these are there for you",
  why: "The link is wrong, or one of the approvals is addressed to others.",
};
