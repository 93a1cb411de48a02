import type { CallerEvidence, DownstreamEvidence } from "@/lib/calls/model";
import { cn } from "../ui/cn";
import type { ChipSide } from "./identity-chip";
import { EVIDENCE_STEPS, evidenceMeaning } from "./verdict-words";

/** How well an identity is established: three rising bars, as of a signal, filled by its grade. */
export function EvidenceBars({
  grade,
  side,
  className,
}: {
  grade: CallerEvidence | DownstreamEvidence;
  /** Whose evidence it is; without, of the call as a whole. */
  side?: ChipSide | undefined;
  className?: string;
}) {
  const meaning = evidenceMeaning(grade, side);
  return (
    <span title={meaning} className={cn("inline-flex shrink-0", className)}>
      <span className="sr-only">{meaning}</span>
      <svg
        viewBox="0 0 8 10"
        aria-hidden
        shapeRendering="crispEdges"
        className="h-[10px] w-2"
        data-filled={EVIDENCE_STEPS[grade]}
      >
        {BARS.map(({ x, height }, bar) => (
          <rect
            key={x}
            x={x}
            y={10 - height}
            width="2"
            height={height}
            className={bar < EVIDENCE_STEPS[grade] ? "fill-ink-2" : "fill-control/40"}
          />
        ))}
      </svg>
    </span>
  );
}

/** In whole pixels, so that they are sharp on every screen. */
const BARS = [
  { x: 0, height: 4 },
  { x: 3, height: 7 },
  { x: 6, height: 10 },
];
