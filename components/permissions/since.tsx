import { shortInstant } from "@/lib/time-range";
import { instantTitle } from "../ui/instant";

/** Since when something is in force, to the minute and in UTC; how long ago that is on hover. */
export function Since({ iso, now }: { iso: string; now: number }) {
  return (
    <time
      dateTime={iso}
      title={instantTitle(iso, now)}
      className="whitespace-nowrap text-ink tabular-nums"
    >
      {shortInstant(iso, "UTC")} UTC
    </time>
  );
}
