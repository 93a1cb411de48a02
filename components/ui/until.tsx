import { instantParts } from "@/lib/time-range";

/** The day on which something ends, in UTC; the instant itself on hover. */
export function Until({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={iso} className="whitespace-nowrap tabular-nums">
      {instantParts(iso, "UTC").date}
    </time>
  );
}
