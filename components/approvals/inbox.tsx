"use client";
import { useQuery } from "@tanstack/react-query";
import { Unlink } from "lucide-react";
import { useRef, useState } from "react";
import { approvalsOptions } from "@/lib/approvals/options";
import { ApiError } from "@/lib/api-client";
import { Failed } from "../layout/failed";
import { QueryBoundary } from "../layout/query-boundary";
import { Button } from "../ui/button";
import { StatePanel } from "../ui/state-panel";
import { ApprovalsHeader } from "./approvals-header";
import { ApprovalCard } from "./card/approval-card";
import { CardFrame } from "./card/card-frame";
import { InboxNotices } from "./inbox-notices";
import { InboxList } from "./inbox-list";
import { InboxSkeleton } from "./inbox-skeleton";
import type { Begun } from "./selection/selection-bar";
import { SelectionCard } from "./selection/selection-card";
import { type Outcome, SelectionOutcome } from "./selection/selection-outcome";
import { useSelection } from "./selection/use-selection";
import { type Go, useInboxAddress } from "./use-inbox-address";

/** What waits for a yes or no, beside the card of the one that is open; on the phone one or the other. */
export function Inbox() {
  const [address, go] = useInboxAddress();
  const { tab, approval, cursor } = address;
  const selection = useSelection(address, go);
  // Here, so that it is told also where the card that asked for it was left.
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  // An answer that was begun for more than are left, for the card of those.
  const [goesOn, setGoesOn] = useState<{ ids: string; begun: Begun } | null>(null);
  const list = useRef<HTMLElement>(null);
  const onDone = () => {
    setOutcome(null);
    list.current?.focus();
  };
  const options = approvalsOptions({ tab, cursor });
  // Only listens: the list asks for it.
  const { data: page } = useQuery({ ...options, enabled: false });
  return (
    <>
      <ApprovalsHeader tab={tab ?? "mine"} waiting={page?.waiting} />
      <InboxNotices />
      <div className="flex min-h-0 flex-1">
        <section
          ref={list}
          aria-label="List of approvals"
          tabIndex={-1}
          className="min-h-0 min-w-0 flex-1 overflow-auto lg:max-w-md lg:border-r"
        >
          <QueryBoundary
            queryKey={options.queryKey}
            loading={<InboxSkeleton />}
            failed={(error, retry) => <ListFailed error={error} retry={retry} go={go} />}
          >
            <InboxList address={address} go={go} selection={selection} />
          </QueryBoundary>
        </section>
        {selection.isOpen ? (
          <SelectionCard
            key={selection.ids.join()}
            ids={selection.ids}
            onClose={() => {
              setGoesOn(null);
              go({ together: undefined });
              list.current?.focus();
            }}
            begun={goesOn?.ids === selection.ids.join() ? goesOn.begun : null}
            onLeaveOut={(id, begun) => {
              const rest = selection.ids.filter((one) => one !== id);
              setGoesOn(begun && { ids: rest.join(), begun });
              selection.set(rest);
            }}
            onDecided={(decided) => {
              setGoesOn(null);
              setOutcome(decided);
              selection.set([]);
            }}
          />
        ) : approval !== undefined ? (
          <ApprovalCard
            key={approval}
            id={approval}
            onClose={() => go({ approval: undefined })}
            onNext={(next) => go({ approval: next }, { replace: true })}
          />
        ) : outcome !== null ? (
          <CardFrame label="Several approvals" onClose={onDone}>
            <SelectionOutcome outcome={outcome} onDone={onDone} />
          </CardFrame>
        ) : (
          page?.items.length !== 0 && <NoneOpen />
        )}
      </div>
    </>
  );
}

function NoneOpen() {
  return (
    <p className="hidden flex-1 place-items-center p-8 text-center text-ink-3 lg:grid">
      Open an approval to see everything about it.
    </p>
  );
}

/** A cursor of another list, or one that was cut off. */
function ListFailed({ error, retry, go }: { error: unknown; retry: () => void; go: Go }) {
  const isOurs = error instanceof ApiError && error.status === 400;
  if (!isOurs) return <Failed error={error} retry={retry} />;
  return (
    <StatePanel
      role="alert"
      icon={<Unlink aria-hidden />}
      title="This link names no page of the list"
      actions={<Button onClick={() => go({ cursor: undefined })}>First page</Button>}
    />
  );
}
