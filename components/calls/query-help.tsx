"use client";
import { CircleHelp } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/button";
import { onDemand } from "../ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

const QueryHelpList = onDemand(async () => (await import("./query-help-list")).QueryHelpList);

/** What can be written into the query bar. */
export function QueryHelp({ onPick }: { onPick: (query: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} preload={QueryHelpList.preload}>
      <PopoverTrigger asChild>
        <Button aria-label="Help for queries" className="size-9 shrink-0 p-0 text-ink-2">
          <CircleHelp aria-hidden className="size-4" />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label="Help for queries"
        className="flex max-h-[min(32rem,var(--radix-popover-content-available-height))] w-[min(34rem,calc(100vw-1rem))] flex-col overflow-hidden"
      >
        <QueryHelpList
          onPick={(query) => {
            setOpen(false);
            onPick(query);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
