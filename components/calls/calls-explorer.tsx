"use client";
import { lazy, Suspense, useDeferredValue, useId, useMemo, useRef, useState } from "react";
import { listParams, rangeProblem } from "@/lib/calls/address";
import { andAlso } from "@/lib/calls/filters";
import { callOptions } from "@/lib/calls/options";
import type { Panels } from "@/lib/calls/panels";
import { parseQuery } from "@/lib/calls/query-language/parse";
import type { Remembered } from "@/lib/calls/remembered";
import { rangeName } from "@/lib/time-range";
import { ExportCalls } from "../exports/export-calls";
import { ExportStrip } from "../exports/export-strip";
import { RejudgeStrip } from "../jobs/rejudge-strip";
import { PageHeader } from "../layout/page-header";
import { cn } from "../ui/cn";
import { AsideNote } from "./aside-note";
import { CallsList } from "./calls-list";
import { ColumnsProvider } from "./columns-context";
import { ColumnsNote } from "./columns-note";
import { FacetsBeside } from "./facets/facets-beside";
import { FacetsPanel } from "./facets/facets-panel";
import { FacetsToggle, useFacetsBeside } from "./facets/facets-toggle";
import { FilterBar } from "./filter-bar";
import { HistogramStrip } from "./histogram/histogram-strip";
import { LiveToggle } from "./live-toggle";
import { PivotsProvider } from "./pivots-context";
import { QueryBar } from "./query-bar";
import { QueryHelp } from "./query-help";
import { rememberQuery } from "./query-history-store";
import type { BarFocus } from "./query-input";
import { QueryNote } from "./query-note";
import { RefreshButton } from "./refresh-button";
import { TimeRangeMenu } from "./time-range-menu";
import { useCallsAddress } from "./use-calls-address";
import { COVERED, useMedia } from "./use-media";
import { usePanels } from "./use-panels";
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
  panels: rememberedPanels,
  mayExport,
}: {
  mayReadPayload: boolean;
  mayErase: boolean;
  mayCancelJobs: boolean;
  mayConnect: boolean;
  mayShareViews: boolean;
  memberId: string;
  /** Of the member, in this browser. */
  remembered: Remembered;
  panels: Panels;
  mayExport: boolean;
}) {
  const [address, go] = useCallsAddress();
  const [remembered, remember] = useRemembered(memberId, read);
  const zone = useZone(address.tz);
  const noteId = useId();
  const bar = useRef<BarFocus>(null);
  useWindowKeys({ "/": () => bar.current?.focus() });
  const [openedAt] = useState(() => Date.now());
  const { q, from, to, cursor, call } = address;
  const params = useMemo(() => listParams({ q, from, to, cursor }), [q, from, to, cursor]);
  const shown = useDeferredValue(params);
  const query = q ?? "";
  const onQuery = (text: string) => go({ q: text || undefined });
  const draft = useQueryDraft(query, onQuery, (text) => rememberQuery(memberId, text));
  const problem = rangeProblem({ from, to }, openedAt);
  const covered = useMedia(COVERED) && call !== undefined;
  const [panels, setPanels] = usePanels(rememberedPanels);
  const beside = useFacetsBeside(panels.facets, call !== undefined);
  const countable = problem === null && parseQuery(query).ok;
  const unreadable = draft.refused !== null || !countable;
  const view = useMemo(
    () => ({ q: shown.q, from: shown.from, to: shown.to }),
    [shown.q, shown.from, shown.to],
  );
  // Typed text that was not applied yet is part of what a facet changes.
  const written = draft.dirty ? draft.text.trim() : query;
  const facetContext = {
    view,
    query: written,
    disabledReason: parseQuery(written).ok
      ? null
      : "The text in the bar cannot be read: mend it first",
    onQuery,
    zone: zone.name,
    live: address.live === "on",
  };
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
          {countable && address.live !== "on" && <RefreshButton params={params} zone={zone.name} />}
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
                payload={mayReadPayload}
                range={params}
                member={memberId}
                focusRef={bar}
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
              views={
                <>
                  <FacetsToggle
                    open={beside}
                    onOpen={(open) => setPanels({ facets: open ? "open" : "closed" })}
                    panel={countable && <FacetsPanel context={facetContext} className="pt-9" />}
                  />
                  <ViewsMenu address={address} mayShare={mayShareViews} />
                  <ExportCalls
                    list={{ q: query, from: params.from, to: params.to }}
                    range={rangeName(address, zone.name)}
                    mayExport={mayExport}
                    mayReadPayload={mayReadPayload}
                    problem={unreadable ? "The query or the time range cannot be read." : null}
                  />
                </>
              }
            />
            <QueryNote id={noteId} query={query} refused={draft.refused} />
            <AsideNote />
            <ColumnsNote />
            {countable && (
              <HistogramStrip
                view={view}
                address={address}
                go={go}
                zone={zone.name}
                open={panels.histogram === "open"}
                onOpen={(open) => setPanels({ histogram: open ? "open" : "closed" })}
              />
            )}
            <div
              className={cn(
                "flex min-h-0 flex-1 border-t",
                draft.refused !== null && "border-danger/50",
              )}
            >
              <FacetsBeside facets={panels.facets} withCall={call !== undefined}>
                {beside && countable && <FacetsPanel context={facetContext} className="flex-1" />}
              </FacetsBeside>
              <div className="@container/column flex min-w-0 flex-1 flex-col">
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
            </div>
            <ExportStrip />
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
