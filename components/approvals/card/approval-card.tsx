"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { approvalOptions } from "@/lib/approvals/options";
import { QueryBoundary } from "../../layout/query-boundary";
import { DecideBar } from "../decide/decide-bar";
import { CardBody } from "./card-body";
import { CardFailed } from "./card-failed";
import { CardFrame } from "./card-frame";
import { CardIdProvider } from "./card-now";
import { CardSkeleton } from "./card-skeleton";
import { NotUpToDate } from "./not-up-to-date";
import { ReadingProvider, useNewReading } from "./use-reading";

type Props = { id: string; onClose: () => void; onNext: (id: string) => void };

/** One approval beside the list, or on the phone instead of it. */
export function ApprovalCard(props: Props) {
  const { id, onClose } = props;
  return (
    <CardFrame label="Approval" onClose={onClose}>
      <QueryBoundary
        queryKey={approvalOptions(id).queryKey}
        loading={<CardSkeleton />}
        failed={(error, retry) => (
          <CardFailed error={error} retry={retry} onClose={onClose} missing={MISSING} />
        )}
      >
        <Card {...props} />
      </QueryBoundary>
    </CardFrame>
  );
}

function Card({ id, ...ways }: Props) {
  // Without the clock: what is the same at the next poll is not rendered again.
  const { data: approval } = useSuspenseQuery({
    ...approvalOptions(id),
    select: ({ now: _clock, ...rest }) => rest,
  });
  return (
    <CardIdProvider value={id}>
      <ReadingProvider value={useNewReading()}>
        <CardBody approval={approval} />
        <NotUpToDate queryKey={approvalOptions(id).queryKey} />
        <DecideBar approval={approval} {...ways} />
      </ReadingProvider>
    </CardIdProvider>
  );
}

const MISSING = {
  title: "There is no such approval for you",
  why: "The link is wrong, or the approval is addressed to others.",
};
