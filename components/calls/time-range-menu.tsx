"use client";
import { CalendarClock, ChevronDown } from "lucide-react";
import { useState } from "react";
import type { CallsAddress } from "@/lib/routes";
import { DEFAULT_FROM, rangeName } from "@/lib/time-range";
import { Button } from "../ui/button";
import { onDemand } from "../ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import type { Go } from "./use-calls-address";
import type { Zone } from "./use-zone";

const TimeRangePanel = onDemand(async () => (await import("./time-range-panel")).TimeRangePanel);

/** Which time the page looks at: a range back from now, or two instants. */
export function TimeRangeMenu({
  address,
  go,
  zone,
}: {
  address: CallsAddress;
  go: Go;
  zone: Zone;
}) {
  const [open, setOpen] = useState(false);
  const choose = (range: { from: string | undefined; to: string | undefined }) => {
    setOpen(false);
    go({ ...range, from: range.from === DEFAULT_FROM && !range.to ? undefined : range.from });
  };
  return (
    <Popover open={open} onOpenChange={setOpen} preload={TimeRangePanel.preload}>
      <PopoverTrigger asChild>
        <Button className="min-w-0 shrink font-normal">
          <CalendarClock aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="truncate">{rangeName(address, zone.name)}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Time range" className="w-80 max-w-[calc(100vw-1rem)]">
        <TimeRangePanel address={address} zone={zone} onRange={choose} />
      </PopoverContent>
    </Popover>
  );
}
