"use client";
import { useId } from "react";
import { sumOf } from "@/lib/calls/facets/join-counts";
import type { Bucket, Histogram } from "@/lib/calls/facets/model";
import { cn } from "../../ui/cn";
import { BarPatterns, fillOf } from "./bar-patterns";
import { BarTip } from "./bar-tip";
import { countWords, spanWords } from "./bucket-words";
import { stackOf, totalOf } from "./stack";
import { type Chosen, useBrush } from "./use-brush";

/** Of the drawing, which fills its place. In pixels. */
const HEIGHT = 72;
/** Of a bar's share of the width; the rest is the gap. */
const FULL = 0.86;

/** The bars. For a screen reader they are one slider whose value is the bar in words. */
export function HistogramBars({
  histogram,
  zone,
  onZoom,
}: {
  histogram: Histogram;
  zone: string;
  /** Both ends in milliseconds since the epoch. */
  onZoom: (from: number, to: number) => void;
}) {
  const { buckets, widthMs } = histogram;
  const count = buckets.length;
  const helpId = useId();
  const edges = buckets.map(({ from }) => Date.parse(from));
  const spanOf = ({ first, last }: Chosen) => ({
    from: Math.max(edges[first] ?? 0, Date.parse(histogram.from)),
    to: Math.min((edges[last] ?? 0) + widthMs, Math.ceil(Date.parse(histogram.to))),
  });
  const { at, chosen, handlers } = useBrush(count, (bars) => {
    const { from, to } = spanOf(bars);
    onZoom(from, to);
  });
  const shown = chosen ?? (at === null ? null : { first: at, last: at });
  const words = ({ first, last }: Chosen) => {
    const counts = buckets
      .slice(first, last + 1)
      .reduce<Bucket["counts"]>((sum, bucket) => sumOf(sum, bucket.counts), {});
    const start = edges[first] ?? 0;
    return { span: spanWords(start, (edges[last] ?? 0) + widthMs, zone), counts };
  };
  const said = shown && words(shown);
  const spoken = said ?? words({ first: count - 1, last: count - 1 });
  const most = Math.max(1, ...buckets.map(({ counts }) => totalOf(counts)));
  const place = (bar: number) => `${(bar / count) * 100}%`;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Calls over time"
      aria-describedby={helpId}
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={(at ?? count - 1) + 1}
      aria-valuetext={`${chosen ? "Selected " : ""}${spoken.span}: ${countWords(spoken.counts)}`}
      className="relative h-full w-full cursor-crosshair touch-pan-y select-none focus-visible:outline-offset-1"
      {...handlers}
    >
      <span id={helpId} className="sr-only">
        Arrow keys move over the bars, with Shift they select, Enter zooms in.
      </span>
      <svg aria-hidden className="h-full w-full overflow-visible">
        <BarPatterns />
        {shown && (
          <rect
            x={place(shown.first)}
            width={place(shown.last + 1 - shown.first)}
            height="100%"
            className={cn(chosen ? "fill-accent" : "fill-ink")}
            fillOpacity={chosen ? 0.16 : 0.07}
          />
        )}
        {buckets.map(({ from, counts }, bar) =>
          stackOf(counts, most, HEIGHT).map(({ verdict, y, height }) => (
            <rect
              key={`${from} ${verdict}`}
              x={place(bar)}
              width={place(FULL)}
              y={`${(y / HEIGHT) * 100}%`}
              height={`${(height / HEIGHT) * 100}%`}
              fill={fillOf(verdict)}
            />
          )),
        )}
      </svg>
      {said && shown && (
        <BarTip
          title={said.span}
          counts={said.counts}
          place={((shown.first + shown.last + 1) / 2 / count) * 100}
          selecting={chosen !== null}
        />
      )}
    </div>
  );
}
