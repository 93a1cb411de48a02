"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronRight, Undo2, ZoomOut } from "lucide-react";
import { Suspense, useState } from "react";
import { isRefusal } from "@/lib/api-client";
import type { Histogram } from "@/lib/calls/facets/model";
import { type CountedView, histogramOptions } from "@/lib/calls/facets/options";
import { widerRange } from "@/lib/calls/wider-range";
import type { CallsAddress } from "@/lib/routes";
import { shortInstant } from "@/lib/time-range";
import { Button } from "../../ui/button";
import { useMayReadPolicy } from "../../policy/policy-rights";
import { cn } from "../../ui/cn";
import { onDemand } from "../../ui/on-demand";
import { Skeleton } from "../../ui/skeleton";
import type { Go } from "../use-calls-address";
import { callWords, widthWords } from "./bucket-words";
import { HistogramBars } from "./histogram-bars";
import { TimeAxis } from "./time-axis";
import { useZoom } from "./use-zoom";

// After the bars, which need none of it.
const PolicyMarks = onDemand(
  async () => (await import("./policy-marks")).PolicyMarks,
  () => null,
);
const BARS = 60;
const LIVE_EVERY_MS = 5_000;

/** How many calls match and when they were made; as high while it loads as with its bars. */
export function HistogramStrip({
  view,
  address,
  go,
  zone,
  open,
  onOpen,
}: {
  view: CountedView;
  address: CallsAddress;
  go: Go;
  zone: string;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const [openedAt] = useState(() => Date.now());
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    ...histogramOptions(view, BARS),
    placeholderData: keepPreviousData,
    refetchInterval: address.live === "on" ? LIVE_EVERY_MS : false,
  });
  const marked = useMayReadPolicy();
  const { zoom, back } = useZoom(address, go, zone);
  const wider = back ? null : widerRange(address, openedAt);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section
      aria-label="Calls over time"
      className="shrink-0 px-3 pb-1 text-xs md:px-4 [@media(max-height:480px)]:hidden"
    >
      <div className="flex h-7 items-center gap-2 text-ink-3">
        <button
          type="button"
          aria-expanded={open}
          aria-label="Histogram"
          onClick={() => onOpen(!open)}
          className="-ml-1.5 grid size-6 shrink-0 place-items-center rounded hover:bg-hover hover:text-ink"
        >
          <Chevron aria-hidden className="size-3.5" />
        </button>
        <p role="status" className={cn("min-w-0 truncate", isPlaceholderData && "opacity-60")}>
          {data ? (
            <>
              <strong className="font-medium text-ink-2 tabular-nums">
                {callWords(data.total)}
              </strong>
              {data.searchedTo !== null &&
                ` so far, counted back to ${shortInstant(data.searchedTo, zone)}`}
              {open && <span className="max-sm:hidden"> · {widthWords(data.widthMs)} a bar</span>}
            </>
          ) : error ? (
            "Not counted"
          ) : (
            "Counting…"
          )}
        </p>
        <span className="ml-auto" />
        {back && (
          <Button size="sm" variant="ghost" className="font-normal" onClick={back.go}>
            <Undo2 aria-hidden className="size-3.5" />
            <span className="max-w-56 truncate">Back to {lowerFirst(back.name)}</span>
          </Button>
        )}
        {wider && (
          <Button size="sm" variant="ghost" className="font-normal" onClick={() => go(wider)}>
            <ZoomOut aria-hidden className="size-3.5" />
            Zoom out
          </Button>
        )}
      </div>
      {open && (
        <div
          aria-busy={isFetching}
          className={cn(
            "relative h-12 border-b border-line-strong md:h-18",
            isPlaceholderData && "opacity-60",
          )}
        >
          {data ? (
            <>
              <HistogramBars histogram={data} zone={zone} onZoom={zoom} />
              {marked && (
                <Suspense fallback={null}>
                  <PolicyMarks histogram={data} zone={zone} live={address.live === "on"} />
                </Suspense>
              )}
            </>
          ) : error ? (
            <NotCounted error={error} retry={() => void refetch()} />
          ) : (
            <Skeleton className="h-full w-full" />
          )}
        </div>
      )}
      {open && (data ? <Axis histogram={data} zone={zone} /> : <div className="h-4" />)}
    </section>
  );
}

/** A refusal is explained where the rows would be. */
function NotCounted({ error, retry }: { error: Error; retry: () => void }) {
  if (isRefusal(error)) return null;
  return (
    <p role="alert" className="flex h-full items-center gap-3 text-ink-3">
      The calls could not be counted.
      <Button size="sm" onClick={retry}>
        Try again
      </Button>
    </p>
  );
}

function Axis({ histogram, zone }: { histogram: Histogram; zone: string }) {
  const from = Date.parse(histogram.buckets[0]?.from ?? histogram.from);
  const to = from + histogram.buckets.length * histogram.widthMs;
  return <TimeAxis from={from} to={to} zone={zone} />;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
