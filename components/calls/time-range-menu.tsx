"use client";
import { CalendarClock, Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import type { CallsAddress } from "@/lib/routes";
import { DEFAULT_FROM, PRESETS, rangeName } from "@/lib/time-range";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { CustomRange } from "./custom-range";
import type { TypedRange } from "./typed-range";
import type { Go } from "./use-calls-address";
import type { Zone } from "./use-zone";

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
  const [Typed, setTyped] = useState<typeof TypedRange | null>(null);
  const show = (next: boolean) => {
    setOpen(next);
    if (!next || Typed) return;
    import("./typed-range").then(
      (loaded) => setTyped(() => loaded.TypedRange),
      // The presets and the two ends stay; the next time it is tried again.
      () => setTyped(null),
    );
  };
  const choose = (range: { from: string | undefined; to: string | undefined }) => {
    setOpen(false);
    go({ ...range, from: range.from === DEFAULT_FROM && !range.to ? undefined : range.from });
  };
  const current = address.to ? null : (address.from ?? DEFAULT_FROM);
  return (
    <Popover open={open} onOpenChange={show}>
      <PopoverTrigger asChild>
        <Button className="min-w-0 shrink font-normal">
          <CalendarClock aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="truncate">{rangeName(address, zone.name)}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Time range" className="w-80 max-w-[calc(100vw-1rem)]">
        {Typed ? <Typed zone={zone} onRange={choose} /> : <div className="h-[95px] border-b" />}
        <ul className="p-1">
          {PRESETS.map(({ from, name }) => (
            <li key={from}>
              <button
                type="button"
                aria-pressed={from === current}
                onClick={() => choose({ from, to: undefined })}
                className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left hover:bg-hover"
              >
                {name}
                <Check
                  aria-hidden
                  className={cn("size-3.5 text-accent", from !== current && "invisible")}
                />
              </button>
            </li>
          ))}
        </ul>
        <CustomRange
          key={`${address.from} ${address.to} ${zone.name}`}
          address={address}
          zone={zone}
          onRange={choose}
        />
      </PopoverContent>
    </Popover>
  );
}
