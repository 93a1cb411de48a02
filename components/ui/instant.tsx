import { instantParts, relativeTime } from "@/lib/time-range";
import { cn } from "./cn";

/** An instant with date, time and milliseconds; how long ago it was, and its ISO form, on hover. */
export function Instant({
  iso,
  zone,
  now,
  className,
}: {
  iso: string;
  zone: string;
  /** Milliseconds since the epoch that "ago" counts from. */
  now?: number | undefined;
  className?: string;
}) {
  const { date, time, milliseconds } = instantParts(iso, zone);
  return (
    <time
      dateTime={iso}
      title={instantTitle(iso, now)}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      <span className="text-ink-3">{date} </span>
      {time}
      <span className="text-ink-3">{milliseconds}</span>
    </time>
  );
}

/** "3 minutes ago · 2026-11-21T12:00:00Z" */
export function instantTitle(iso: string, now?: number): string {
  return now === undefined ? iso : `${relativeTime(iso, now)} · ${iso}`;
}
