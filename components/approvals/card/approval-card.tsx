"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { ArrowLeft, SearchX } from "lucide-react";
import { ApiError } from "@/lib/api-client";
import { approvalOptions } from "@/lib/approvals/options";
import { COVERED } from "../../calls/use-media";
import { Failed } from "../../layout/failed";
import { QueryBoundary } from "../../layout/query-boundary";
import { useWindowKeys } from "../../layout/use-window-keys";
import { Button } from "../../ui/button";
import { StatePanel } from "../../ui/state-panel";
import { DecideBar } from "../decide/decide-bar";
import { CardBody } from "./card-body";
import { CardIdProvider } from "./card-now";
import { CardSkeleton } from "./card-skeleton";
import { ReadingProvider, useNewReading } from "./use-reading";

/** One approval beside the list, or on the phone instead of it. */
export function ApprovalCard({ id, onClose }: { id: string; onClose: () => void }) {
  useWindowKeys({ Escape: onClose });
  return (
    <aside
      ref={focusWhereItCovers}
      tabIndex={-1}
      aria-label="Approval"
      className="fixed inset-0 z-30 flex min-w-0 flex-col bg-surface outline-none lg:static lg:z-auto lg:flex-1"
    >
      <header className="flex h-12 shrink-0 items-center border-b px-1 lg:hidden">
        <Button variant="ghost" size="lg" className="px-2" onClick={onClose}>
          <ArrowLeft aria-hidden className="size-5" />
          All approvals
        </Button>
      </header>
      <QueryBoundary
        queryKey={approvalOptions(id).queryKey}
        loading={<CardSkeleton />}
        failed={(error, retry) => <CardFailed error={error} retry={retry} onClose={onClose} />}
      >
        <Card id={id} />
      </QueryBoundary>
    </aside>
  );
}

function Card({ id }: { id: string }) {
  // Without the clock: what is the same at the next poll is not rendered again.
  const { data: approval } = useSuspenseQuery({
    ...approvalOptions(id),
    select: ({ now: _clock, ...rest }) => rest,
  });
  return (
    <CardIdProvider value={id}>
      <ReadingProvider value={useNewReading()}>
        <CardBody approval={approval} />
        {approval.state === "pending" && <DecideBar approval={approval} />}
      </ReadingProvider>
    </CardIdProvider>
  );
}

function CardFailed({
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
      title="There is no such approval for you"
      actions={<Button onClick={onClose}>All approvals</Button>}
    >
      <p>The link is wrong, or the approval is addressed to others.</p>
    </StatePanel>
  );
}

/** Over the list the card takes the focus; beside it, the focus stays in the list. */
export function focusWhereItCovers(card: HTMLElement | null) {
  if (card && window.matchMedia(COVERED).matches) card.focus();
}
