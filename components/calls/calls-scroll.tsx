"use client";
import { type RefObject, useEffect, useState } from "react";
import type { CallListParams } from "@/lib/calls/address";
import type { CallChain } from "@/lib/calls/call-chain";
import type { CallRow } from "@/lib/calls/view";
import { type CallsAddress, routes } from "@/lib/routes";
import { cn } from "../ui/cn";
import { CallsFooter } from "./calls-footer";
import { SkeletonRow } from "./calls-skeleton";
import { CallsTable } from "./calls-table";
import { FailedRow } from "./failed-row";
import { ListEnd, ListStart, START_HEIGHT } from "./list-ends";
import { SearchStrip } from "./search-strip";
import { useCallKeys } from "./use-call-keys";
import { useCallWindow } from "./use-call-window";
import type { Go } from "./use-calls-address";
import { useListEnds } from "./use-list-ends";
import { COARSE, useMedia } from "./use-media";
import { useOpenCall } from "./use-open-call";

/** Rows that stand for what is being read below. */
const READING_ROWS = 8;
/** So many rows before the end, what comes after it is read. */
const NEAR_ROWS = 40;

/** A list that reads on as one scrolls. */
export function CallsScroll({
  params,
  chain,
  places,
  list,
  onScrolled,
  stale,
  address,
  go,
  zone,
  now,
}: {
  params: CallListParams;
  chain: CallChain;
  /** What came since, by the page that it has its place in. */
  places: ReadonlyMap<string | null, CallRow[]>;
  list: RefObject<HTMLDivElement | null>;
  onScrolled: (scrolled: boolean) => void;
  stale: boolean;
  address: CallsAddress;
  go: Go;
  zone: string;
  now: number;
}) {
  const plain = useMedia(COARSE);
  const [openedAt] = useState(() => Date.now());
  const [activeId, setActiveId] = useState<string | null>(null);
  const openId = address.call ?? null;
  const ends = useListEnds(params, chain);
  const failed = ends.older.isError && !ends.older.isFetching ? ends.older.error : null;
  const reading = chain.next !== null && !ends.stopped;
  const view = useCallWindow({
    params,
    chain,
    places,
    list,
    keptId: activeId,
    above: chain.previous === null ? 0 : START_HEIGHT,
    below: failed !== null ? 1 : reading ? READING_ROWS : 0,
    zone,
  });
  const near = (view.virtual.range?.endIndex ?? 0) + NEAR_ROWS >= view.total;
  if (near !== ends.near) ends.setNear(near);
  const keys = useCallKeys({
    view,
    activeId,
    setActiveId,
    openId,
    onMoveOpen: (id) => go({ call: id }, { replace: true }),
    more: { newer: ends.askNewer, older: reading },
  });
  useOpenCall(params, openId, view);
  useEffect(() => onScrolled((list.current?.scrollTop ?? 0) > 0), [list, onScrolled]);

  const instead = (index: number) => {
    if (index === view.total && failed !== null)
      return <FailedRow error={failed} retry={() => void ends.older.refetch()} />;
    const failure = view.failureAt(index);
    return failure ? (
      <FailedRow error={failure.error} retry={() => void failure.refetch()} />
    ) : (
      <SkeletonRow row={index} />
    );
  };
  return (
    <>
      {chain.searchedTo !== null && (
        <SearchStrip
          searchedTo={chain.searchedTo}
          params={params}
          ends={ends}
          openedAt={openedAt}
          zone={zone}
        />
      )}
      <div
        ref={list}
        onScroll={({ currentTarget }) => onScrolled(currentTarget.scrollTop > 0)}
        aria-busy={stale}
        className={cn(
          "@container/pairs min-h-0 flex-1 overflow-auto [overflow-anchor:none]",
          stale && "opacity-60",
        )}
      >
        {chain.previous !== null && (
          <ListStart
            searchedUp={chain.searchedUp}
            reading={ends.newer.isFetching}
            failed={ends.newer.isError}
            onRead={ends.askNewer}
            zone={zone}
          />
        )}
        {view.total === 0 && chain.searchedTo !== null ? (
          <p className="px-4 py-14 text-center text-ink-3">Nothing found so far.</p>
        ) : (
          <CallsTable
            view={view}
            keys={keys}
            openId={openId}
            rowCount={chain.next === null && chain.previous === null ? view.total + 1 : null}
            context={{
              zone,
              now,
              plain,
              hrefOf: (id) => routes.calls({ ...address, call: id }),
              onOpen: (id) => go({ call: id }, { replace: address.call !== undefined }),
            }}
            instead={instead}
          />
        )}
        {chain.next === null && <ListEnd address={address} zone={zone} />}
      </div>
      <CallsFooter total={view.total} complete={chain.next === null && chain.previous === null} />
    </>
  );
}
