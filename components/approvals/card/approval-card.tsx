"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { approvalOptions } from "@/lib/approvals/options";
import { COVERED } from "../../calls/use-media";
import { IdentityHero } from "../../identity/identity-hero";
import { QueryBoundary } from "../../layout/query-boundary";
import { useWindowKeys } from "../../layout/use-window-keys";
import { Button } from "../../ui/button";
import { pairOf } from "../pair-of";
import { Sentence } from "../sentence";
import { CardSkeleton } from "./card-skeleton";

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
      <QueryBoundary queryKey={approvalOptions(id).queryKey} loading={<CardSkeleton />}>
        <CardBody id={id} />
      </QueryBoundary>
    </aside>
  );
}

function CardBody({ id }: { id: string }) {
  const { data: approval } = useSuspenseQuery(approvalOptions(id));
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto grid w-full max-w-3xl gap-4 px-4 py-5">
        <h2 className="text-lg leading-snug text-ink-2 wrap-anywhere">
          <Sentence {...approval.sentence} />
        </h2>
        <IdentityHero call={pairOf(approval)} ahead />
      </div>
    </div>
  );
}

/** Over the list the card takes the focus; beside it, the focus stays in the list. */
function focusWhereItCovers(card: HTMLElement | null) {
  if (card && window.matchMedia(COVERED).matches) card.focus();
}
