import { relativeTime } from "@/lib/time-range";
import { cn } from "./cn";

/** How long ago or ahead an instant is; the instant itself on hover. */
export function Ago({ iso, now, className }: { iso: string; now: number; className?: string }) {
  return (
    <time
      dateTime={iso}
      title={new Date(iso).toISOString()}
      className={cn("whitespace-nowrap", className)}
    >
      {relativeTime(iso, now)}
    </time>
  );
}
