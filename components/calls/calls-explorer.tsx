"use client";
import { lazy, Suspense, useDeferredValue, useId, useMemo, useRef, useState } from "react";
import { listParams, rangeProblem } from "@/lib/calls/address";
import { andAlso } from "@/lib/calls/filters";
import { callOptions } from "@/lib/calls/options";
import { parseQuery } from "@/lib/calls/query-language/parse";
import type { Remembered } from "@/lib/calls/remembered";
import { RejudgeStrip } from "../jobs/rejudge-strip";
import { PageHeader } from "../layout/page-header";
import { cn } from "../ui/cn";
import { AsideNote } from "./aside-note";
import { CallsList } from "./calls-list";
import { ColumnsProvider } from "./columns-context";
import { ColumnsNote } from "./columns-note";
import { FilterBar } from "./filter-bar";
import { LiveToggle } from "./live-toggle";
import { PivotsProvider } from "./pivots-context";
import { QueryBar } from "./query-bar";
import { QueryHelp } from "./query-help";
import { QueryNote } from "./query-note";
import { RefreshButton } from "./refresh-button";
import { TimeRangeMenu } from "./time-range-menu";
import { useCallsAddress } from "./use-calls-address";
import { COVERED, useMedia } from "./use-media";
import { useQueryDraft } from "./use-query-draft";
import { useRemembered } from "./use-remembered";
import { useReadable } from "../layout/use-readable";
import { useWindowKeys } from "../layout/use-window-keys";
import { useZone } from "./use-zone";
import { ViewsMenu } from "../views/views-menu";
import { ZoneToggle } from "./zone-toggle";

// Its code comes with the first call that is opened.
const CallDrawer = lazy(async () => ({
  default: (await import("./detail/call-drawer")).CallDrawer,
}));

/** The calls page: the address is its state, the query bar and the menus are two editors of it. */
export function CallsExplorer({
  mayReadPayload,
  mayErase,
  mayCancelJobs,
  mayConnect,
  mayShareViews,
  memberId,
  remembered: read,
}: {
  mayReadPayload: boolean;
  mayErase: boolean;
  mayCancelJobs: boolean;
  mayConnect: boolean;
  mayShareViews: boolean;
  memberId: string;
  /** Of the member, in this browser. */
  remembered: Remembered;
}) {
  const [address, go] = useCallsAddress();
  const [remembered, remember] = useRemembered(memberId, read);
  const zone = useZone(address.tz);
  const noteId = useId();
  const bar = useRef<HTMLInputElement>(null);
  useWindowKeys({ "/": () => bar.current?.focus() });
  const [openedAt] = useState(() => Date.now());
  const { q, from, to, cursor, call } = address;
  const params = useMemo(() => listParams({ q, from, to, cursor }), [q, from, to, cursor]);
  const shown = useDeferredValue(params);
  const query = q ?? "";
  const onQuery = (text: string) => go({ q: text || undefined });
  const draft = useQueryDraft(query, onQuery);
  const problem = rangeProblem({ from, to }, openedAt);
  const covered = useMedia(COVERED) && call !== undefined;
  const callReadable = useReadable(callOptions(call ?? "").queryKey);
  return (
    <ColumnsProvider
      address={address}
      go={go}
      remembered={remembered.cols}
      remember={(cols) => remember({ cols })}
    >
      <PivotsProvider address={address} go={go}>
        <PageHeader title="Calls">
          {problem === null && parseQuery(query).ok && address.live !== "on" && (
            <RefreshButton params={params} zone={zone.name} />
          )}
          <TimeRangeMenu address={address} go={go} zone={zone} />
          <ZoneToggle zone={zone} go={go} />
          <LiveToggle address={address} go={go} />
        </PageHeader>
        <div className="flex min-h-0 flex-1">
          <div className="@container/column flex min-w-0 flex-1 flex-col" inert={covered}>
            <div className="flex gap-1.5 px-3 pt-2.5 pb-2 md:px-4">
              <QueryBar
                query={query}
                onQuery={onQuery}
                draft={draft}
                noteId={noteId}
                inputRef={bar}
              />
              <QueryHelp
                onPick={(more) => {
                  draft.write(andAlso(draft.text, more));
                  bar.current?.focus();
                }}
              />
            </div>
            <FilterBar
              query={query}
              onQuery={onQuery}
              views={<ViewsMenu address={address} mayShare={mayShareViews} />}
            />
            <QueryNote id={noteId} query={query} refused={draft.refused} />
            <AsideNote />
            <ColumnsNote />
            <div
              className={cn(
                "flex min-h-0 flex-1 flex-col border-t",
                draft.refused !== null && "opacity-60",
              )}
            >
              <CallsList
                params={shown}
                problem={problem}
                stale={shown !== params}
                address={address}
                go={go}
                zone={zone.name}
                mayConnect={mayConnect}
              />
            </div>
            <RejudgeStrip mayCancel={mayCancelJobs} />
          </div>
          {call && callReadable && (
            <Suspense>
              <CallDrawer
                id={call}
                params={shown}
                address={address}
                go={go}
                zone={zone.name}
                mayReadPayload={mayReadPayload}
                mayErase={mayErase}
                width={remembered.drawer}
                onWidth={(drawer) => remember({ drawer })}
              />
            </Suspense>
          )}
        </div>
      </PivotsProvider>
    </ColumnsProvider>
  );
}
