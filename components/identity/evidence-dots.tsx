import type { CallerEvidence, DownstreamEvidence } from "@/lib/calls/model";
import { cn } from "../ui/cn";
import { EVIDENCE_DOTS, EVIDENCE_MEANINGS } from "./verdict-words";

/** How well an identity is established: three dots, filled from the bottom. */
export function EvidenceDots({
  grade,
  horizontal = false,
  className,
}: {
  grade: CallerEvidence | DownstreamEvidence;
  horizontal?: boolean;
  className?: string;
}) {
  const filled = EVIDENCE_DOTS[grade];
  return (
    <span
      title={EVIDENCE_MEANINGS[grade]}
      className={cn(
        "flex shrink-0 gap-[2px]",
        horizontal ? "flex-row" : "flex-col-reverse",
        className,
      )}
    >
      <span className="sr-only">{EVIDENCE_MEANINGS[grade]}</span>
      {[0, 1, 2].map((dot) => (
        <span
          key={dot}
          aria-hidden
          className={cn(
            "size-1 rounded-full",
            dot < filled ? "bg-ink-2" : "bg-transparent ring-1 ring-control/60 ring-inset",
          )}
        />
      ))}
    </span>
  );
}
