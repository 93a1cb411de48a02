"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { rangeProblem } from "@/lib/calls/address";
import { overviewOptions } from "@/lib/overview/options";
import { countedSpan } from "@/lib/overview/span";
import { apiRange } from "@/lib/time-range";
import { BrokenRange, CallsFailed } from "../calls/calls-failed";
import { TimeRangeMenu } from "../calls/time-range-menu";
import { type Go, useCallsAddress } from "../calls/use-calls-address";
import { useZone } from "../calls/use-zone";
import { ZoneToggle } from "../calls/zone-toggle";
import { FreshnessButton } from "../layout/freshness-button";
import { PageHeader } from "../layout/page-header";
import { cn } from "../ui/cn";
import { QueryBoundary } from "../layout/query-boundary";
import { OverviewBody } from "./overview-body";
import { OverviewSkeleton } from "./overview-skeleton";

type Range = { from: string; to: string };

/** The whole deployment in a range of time: the address is its state. */
export function OverviewPage({ mayConnect }: { mayConnect: boolean }) {
  const [address, go] = useCallsAddress();
  const zone = useZone(address.tz);
  const [openedAt] = useState(() => Date.now());
  const { from, to } = address;
  const problem = rangeProblem({ from, to }, openedAt);
  const range = useMemo(() => apiRange({ from, to }), [from, to]);
  const shown = useDeferredValue(range);
  const counted = useCounted(range, problem === null ? openedAt : null);
  return (
    <>
      <PageHeader title="Overview">
        {problem === null && <Freshness range={range} zone={zone.name} />}
        <TimeRangeMenu address={address} go={go} zone={zone} counted={counted} />
        <ZoneToggle zone={zone} go={go} />
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto" tabIndex={-1}>
        {problem === null ? (
          <div aria-busy={shown !== range} className={cn(shown !== range && "opacity-60")}>
            <Content range={shown} go={go} zone={zone.name} mayConnect={mayConnect} />
          </div>
        ) : (
          <BrokenRange problem={problem} go={go} />
        )}
      </div>
    </>
  );
}

function Content({
  range,
  go,
  zone,
  mayConnect,
}: {
  range: Range;
  go: Go;
  zone: string;
  mayConnect: boolean;
}) {
  return (
    <QueryBoundary
      queryKey={overviewOptions(range).queryKey}
      loading={<OverviewSkeleton />}
      failed={(error, retry) => <CallsFailed error={error} retry={retry} go={go} />}
    >
      <OverviewBody range={range} zone={zone} mayConnect={mayConnect} />
    </QueryBoundary>
  );
}

/** It counts whole hours or days, which are more than the range that was asked for. */
function useCounted(range: Range, now: number | null): string | undefined {
  const { data } = useQuery({ ...overviewOptions(range), enabled: false });
  // Known before the answer wherever the range has a beginning: what comes later would move the button.
  const ahead = now !== null && range.from !== undefined;
  const unit = data?.range.unit ?? (ahead ? countedSpan(range, { first: null, now }).unit : null);
  return unit === null ? undefined : `in whole ${unit}s`;
}

function Freshness({ range, zone }: { range: Range; zone: string }) {
  const watched = useQuery({ ...overviewOptions(range), enabled: false });
  return <FreshnessButton watched={watched} zone={zone} onRefresh={() => void watched.refetch()} />;
}
