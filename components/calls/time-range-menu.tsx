"use client";
import { CalendarClock, ChevronDown } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
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
  counted,
}: {
  address: CallsAddress;
  go: Go;
  zone: Zone;
  /** What of the range is counted, where that is more than the range: "in whole hours". */
  counted?: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  // Typed before the panel had loaded: its field begins with it.
  const [ahead, setAhead] = useState("");
  const openOrClose = (next: boolean) => {
    setAhead("");
    setOpen(next);
  };
  const typeAhead = (event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const isText = key.length === 1 && (key !== " " || ahead !== "");
    if (!open || altKey || ctrlKey || metaKey || !(isText || (key === "Enter" && ahead))) return;
    event.preventDefault();
    event.stopPropagation();
    if (isText) setAhead(ahead + key);
  };
  const choose = (range: { from: string | undefined; to: string | undefined }) => {
    openOrClose(false);
    go({ ...range, from: range.from === DEFAULT_FROM && !range.to ? undefined : range.from });
  };
  return (
    <Popover open={open} onOpenChange={openOrClose} preload={TimeRangePanel.preload}>
      <PopoverTrigger asChild>
        <Button className="min-w-0 shrink font-normal" onKeyDown={typeAhead}>
          <CalendarClock aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="truncate">
            {rangeName(address, zone.name)}
            {counted && <span className="max-md:sr-only">, {counted}</span>}
          </span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Time range" className="w-80 max-w-[calc(100vw-1rem)]">
        <TimeRangePanel address={address} zone={zone} typed={ahead} onRange={choose} />
      </PopoverContent>
    </Popover>
  );
}
