import type { StatusCounts } from "@/lib/sources/view";
import { cn } from "../ui/cn";
import { shareSentence, STATUS_FILLS, STATUS_ORDER, statusSentence, totalOf } from "./status-words";

/** What became of what was received, as one bar; exact numbers on hover and for assistive technology. */
export function StatusShare({ counts, className }: { counts: StatusCounts; className?: string }) {
  const total = totalOf(counts);
  if (total === 0) return <span className={cn("text-ink-3", className)}>nothing</span>;
  return (
    <span className={cn("grid gap-1", className)} title={statusSentence(counts)}>
      <span className="text-xs tabular-nums">
        <span className="sr-only">{statusSentence(counts)}</span>
        <span aria-hidden>{shareSentence(counts)}</span>
      </span>
      <span aria-hidden className="flex h-1.5 gap-px overflow-hidden rounded-full">
        {STATUS_ORDER.filter((status) => counts[status] > 0).map((status) => (
          <span
            key={status}
            className={cn("min-w-1", STATUS_FILLS[status].background)}
            style={{ flexGrow: counts[status] }}
          />
        ))}
      </span>
    </span>
  );
}
