import { relativeTime } from "@/lib/time-range";
import { cn } from "./cn";
import { instantTitle } from "./instant";

/** How long ago something was; the instant itself on hover. */
export function Age({
  iso,
  now,
  never = "never",
  className,
}: {
  iso: string | null;
  /** Milliseconds since the epoch that "ago" counts from. */
  now: number;
  /** What is said where there is no instant. */
  never?: string;
  className?: string;
}) {
  if (iso === null) return <span className={cn("text-ink-3", className)}>{never}</span>;
  return (
    <time
      dateTime={iso}
      title={instantTitle(iso, now)}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      {relativeTime(iso, now)}
    </time>
  );
}
