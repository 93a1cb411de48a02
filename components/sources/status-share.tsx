import type { StatusCounts } from "@/lib/sources/view";
import { cn } from "../ui/cn";
import { STATUS_FILLS, STATUS_NAMES, STATUS_ORDER, statusSentence, totalOf } from "./status-words";

/** What became of what was received, as one bar; exact numbers on hover and for assistive technology. */
export function StatusShare({ counts, className }: { counts: StatusCounts; className?: string }) {
  const total = totalOf(counts);
  if (total === 0) return <span className={cn("text-ink-3", className)}>nothing</span>;
  return (
    <span className={cn("grid gap-1", className)} title={statusSentence(counts)}>
      <span className="text-xs tabular-nums">
        <span className="sr-only">{statusSentence(counts)}</span>
        <span aria-hidden>{shortest(counts, total)}</span>
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

/** "1,204 stored", or "98 % stored" where other things came too. */
function shortest(counts: StatusCounts, total: number): string {
  if (counts.stored === total) return `${total.toLocaleString("en")} stored`;
  if (counts.stored === 0) {
    const only = STATUS_ORDER.find((status) => counts[status] === total);
    return only ? `${total.toLocaleString("en")} ${STATUS_NAMES[only]}` : "none stored";
  }
  // Never rounded up to all: what was not stored must stay visible.
  const share = Math.min(99, Math.round((counts.stored / total) * 100));
  return `${share < 1 ? "< 1" : share} % stored`;
}
