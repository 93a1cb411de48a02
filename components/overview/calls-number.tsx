import Link from "next/link";
import type { CountedRange } from "@/lib/overview/view";
import { routes } from "@/lib/routes";
import { cn } from "../ui/cn";

/** A count that opens exactly the calls that were counted. */
export function CallsNumber({
  n,
  q,
  range: { from, to },
  of,
  className,
}: {
  n: number;
  q: string;
  range: CountedRange;
  /** What was counted, for whoever hears the link alone: "calls judged mismatch". */
  of: string;
  className?: string;
}) {
  const shown = n.toLocaleString("en");
  if (n === 0) return <span className={cn("text-ink-3 tabular-nums", className)}>0</span>;
  return (
    <Link
      href={routes.calls({ q, from, to })}
      prefetch={false}
      aria-label={`${shown} ${of}`}
      className={cn(
        "rounded-sm tabular-nums underline decoration-line-strong underline-offset-4 hover:decoration-ink",
        className,
      )}
    >
      {shown}
    </Link>
  );
}
