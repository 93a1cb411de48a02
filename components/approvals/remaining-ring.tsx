"use client";
import { countdown, remaining } from "@/lib/approvals/remaining";
import { cn } from "../ui/cn";

const RADIUS = 8;
const AROUND = 2 * Math.PI * RADIUS;
const SOON_MS = 60_000;

/** What is left of the time to decide: a ring that empties, and the time in figures of equal width. */
export function RemainingRing({
  requestedAt,
  decideUntil,
  now,
  className,
}: {
  requestedAt: string;
  decideUntil: string;
  /** By the server's clock, in milliseconds. */
  now: number;
  className?: string;
}) {
  const { ms, share } = remaining({ requestedAt, decideUntil }, now);
  return (
    <time
      dateTime={decideUntil}
      title={`Denies itself at ${decideUntil}`}
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums",
        ms <= SOON_MS ? "font-semibold text-ink" : "text-ink-2",
        className,
      )}
    >
      <svg
        viewBox="0 0 20 20"
        aria-hidden
        fill="none"
        strokeWidth="3"
        className="size-4 -rotate-90"
      >
        <circle cx="10" cy="10" r={RADIUS} className="stroke-line-strong" />
        <circle
          cx="10"
          cy="10"
          r={RADIUS}
          strokeDasharray={AROUND}
          strokeDashoffset={AROUND * (1 - share)}
          className="stroke-ink motion-safe:transition-[stroke-dashoffset] motion-safe:duration-500 motion-safe:ease-linear"
        />
      </svg>
      <span className="sr-only">denies itself in </span>
      <span className="min-w-[4ch]">{countdown(ms)}</span>
    </time>
  );
}
