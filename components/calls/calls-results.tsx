"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { callsOptions, presenceOptions } from "@/lib/calls/options";
import { type CallsAddress, routes } from "@/lib/routes";
import { cn } from "../ui/cn";
import { CallsEmpty, type EmptyProps, PageBeyondEnd } from "./calls-empty";
import { CallsPager } from "./calls-pager";
import { CallsTable } from "./calls-table";
import { LiveStrip } from "./live-strip";
import { SearchStrip } from "./search-strip";
import type { Go } from "./use-calls-address";
import { useLiveCalls } from "./use-live-calls";
import { COARSE, useMedia } from "./use-media";

/** One page of calls, or why there is none. */
export function CallsResults({
  params,
  stale,
  address,
  go,
  zone,
  mayConnect,
}: {
  params: CallListParams;
  /** The address asks for another page already; this one is about to be replaced. */
  stale: boolean;
  address: CallsAddress;
  go: Go;
  zone: string;
  mayConnect: boolean;
}) {
  const plain = useMedia(COARSE);
  const { data: page, dataUpdatedAt, isFetching, isError } = useSuspenseQuery(callsOptions(params));
  const [openedAt] = useState(() => Date.now());
  const list = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(false);
  const on = address.live === "on";
  const held = on ? heldBy({ scrolled, open: address.call !== undefined }) : null;
  const live = useLiveCalls(params, page, { on, held: held !== null });
  const strip = page.searchedTo !== null && (
    <SearchStrip
      searchedTo={page.searchedTo}
      params={params}
      searching={isFetching}
      failed={isError}
      openedAt={openedAt}
      zone={zone}
    />
  );
  if (live.rows.length === 0 && page.searchedTo !== null)
    return (
      <>
        {strip}
        <p className="px-4 py-14 text-center text-ink-3">Nothing found so far.</p>
      </>
    );
  if (live.rows.length === 0)
    return params.cursor === null ? (
      <NoRows
        shownKey={callsOptions(params).queryKey}
        address={address}
        go={go}
        zone={zone}
        now={dataUpdatedAt}
        mayConnect={mayConnect}
      />
    ) : (
      <PageBeyondEnd go={go} />
    );
  return (
    <>
      {strip}
      {on && (
        <LiveStrip
          live={live}
          held={held}
          onShow={() => {
            live.show();
            list.current?.scrollTo({ top: 0 });
          }}
        />
      )}
      <div
        ref={list}
        onScroll={(event) => setScrolled(event.currentTarget.scrollTop > 0)}
        // Other results begin at their top, with every panel of the ones before closed.
        key={JSON.stringify(params)}
        aria-busy={stale}
        className={cn("@container/pairs min-h-0 flex-1 overflow-auto", stale && "opacity-60")}
      >
        <CallsTable
          calls={live.rows}
          openId={address.call ?? null}
          context={{
            zone,
            now: dataUpdatedAt,
            plain,
            query: address.q ?? "",
            hrefOf: (id) => routes.calls({ ...address, call: id }),
            onOpen: (id) => go({ call: id }, { replace: address.call !== undefined }),
            onQuery: (query) => go({ q: query || undefined }),
          }}
          onMoveOpen={(id) => go({ call: id }, { replace: true })}
        />
      </div>
      <CallsPager page={{ ...page, items: live.rows }} go={go} />
    </>
  );
}

/** Rows must not move under who reads them. */
function heldBy({ scrolled, open }: { scrolled: boolean; open: boolean }): string | null {
  if (open) return "while a call is open";
  return scrolled ? "while you are further down" : null;
}

function NoRows(props: Omit<EmptyProps, "presence">) {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <CallsEmpty presence={presence} {...props} />
    </div>
  );
}
