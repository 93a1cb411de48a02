"use client";
import { Suspense, useDeferredValue, useMemo } from "react";
import { listParams } from "@/lib/calls/address";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { Failed } from "../layout/failed";
import { PageHeader } from "../layout/page-header";
import { ErrorBoundary } from "../ui/error-boundary";
import { CallsResults } from "./calls-results";
import { CallsSkeleton } from "./calls-skeleton";
import { CallDrawer } from "./detail/call-drawer";
import { FilterBar } from "./filter-bar";
import { QueryBar } from "./query-bar";
import { RefreshButton } from "./refresh-button";
import { TimeRangeMenu } from "./time-range-menu";
import { useCallsAddress } from "./use-calls-address";
import { COVERED, useMedia } from "./use-media";
import { useZone } from "./use-zone";
import { ZoneToggle } from "./zone-toggle";

/** The calls page: the address is its state, the query bar and the menus are two editors of it. */
export function CallsExplorer({ mayReadPayload }: { mayReadPayload: boolean }) {
  const [address, go] = useCallsAddress();
  const zone = useZone(address.tz);
  const { q, from, to, cursor } = address;
  const params = useMemo(() => listParams({ q, from, to, cursor }), [q, from, to, cursor]);
  const shown = useDeferredValue(params);
  const editing = { query: q ?? "", onQuery: (query: string) => go({ q: query || undefined }) };
  const readable = parseQuery(q ?? "").ok;
  const covered = useMedia(COVERED) && address.call !== undefined;
  return (
    <>
      <PageHeader title="Calls">
        {readable && <RefreshButton params={shown} zone={zone.name} />}
        <TimeRangeMenu address={address} go={go} zone={zone} />
        <ZoneToggle zone={zone} go={go} />
      </PageHeader>
      <div className="flex min-h-0 flex-1">
        <div className="@container/column flex min-w-0 flex-1 flex-col" inert={covered}>
          <div className="px-3 pt-2.5 pb-2 md:px-4">
            <QueryBar {...editing} />
          </div>
          <FilterBar {...editing} />
          <div className="flex min-h-0 flex-1 flex-col border-t">
            {readable ? (
              <ErrorBoundary
                resetKey={JSON.stringify(shown)}
                fallback={(error, retry) => <Failed error={error} retry={retry} />}
              >
                <Suspense fallback={<CallsSkeleton />}>
                  <CallsResults
                    params={shown}
                    stale={shown !== params}
                    address={address}
                    go={go}
                    zone={zone.name}
                  />
                </Suspense>
              </ErrorBoundary>
            ) : (
              <p className="px-4 py-14 text-center text-ink-3">
                Nothing is shown for a query that cannot be read.
              </p>
            )}
          </div>
        </div>
        {address.call && (
          <CallDrawer
            id={address.call}
            params={shown}
            address={address}
            go={go}
            zone={zone.name}
            mayReadPayload={mayReadPayload}
          />
        )}
      </div>
    </>
  );
}
