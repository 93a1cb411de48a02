"use client";
import { History } from "lucide-react";
import { onDemand } from "../ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

const RecalledQueries = onDemand(async () => (await import("./recalled-queries")).RecalledQueries);

/** The queries that the member applied in this browser, to put into the bar again. */
export function QueryHistory({
  member,
  open,
  onOpen,
  onPick,
  onClosed,
}: {
  member: string;
  open: boolean;
  onOpen: (open: boolean) => void;
  onPick: (query: string) => void;
  onClosed: () => void;
}) {
  return (
    <Popover open={open} onOpenChange={onOpen} preload={RecalledQueries.preload}>
      <PopoverTrigger
        aria-label="History of queries"
        title="History of queries (↑)"
        className="grid size-6 place-items-center rounded hover:bg-hover hover:text-ink"
      >
        <History aria-hidden className="size-3.5" />
      </PopoverTrigger>
      <PopoverContent
        align="end"
        aria-label="History of queries"
        className="flex w-[min(34rem,calc(100vw-1rem))] flex-col overflow-hidden"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
      >
        <RecalledQueries
          member={member}
          onPick={(query) => {
            onOpen(false);
            onPick(query);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}
