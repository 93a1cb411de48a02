import type { Bucket } from "@/lib/calls/facets/model";
import { WORST_FIRST } from "../../overview/verdict-order";
import { VerdictLabel } from "../verdict-label";
import { callWords } from "./bucket-words";
import { totalOf } from "./stack";

/** What a bar or a selection holds, beside the pointer; whoever hears it is told by the slider. */
export function BarTip({
  title,
  counts,
  place,
  selecting,
}: {
  title: string;
  counts: Bucket["counts"];
  /** Of its middle, in percent of the width. */
  place: number;
  selecting: boolean;
}) {
  return (
    <div
      aria-hidden
      style={{ left: `clamp(0px, calc(${place}% - 104px), calc(100% - 208px))` }}
      className="pointer-events-none absolute top-full z-30 mt-1 w-52 rounded-md bg-surface p-2 text-xs shadow-float"
    >
      <p className="font-medium text-ink">{title}</p>
      <p className="mb-1 text-ink-3">
        {callWords(totalOf(counts))}
        {selecting && " · let go to zoom in"}
      </p>
      <ul>
        {WORST_FIRST.flatMap((verdict) => {
          const n = counts[verdict] ?? 0;
          return n === 0
            ? []
            : [
                <li key={verdict} className="flex items-center justify-between gap-3">
                  <VerdictLabel verdict={verdict} />
                  <span className="tabular-nums">{n.toLocaleString("en")}</span>
                </li>,
              ];
        })}
      </ul>
    </div>
  );
}
