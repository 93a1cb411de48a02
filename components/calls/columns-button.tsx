"use client";
import { Columns3 } from "lucide-react";
import { buttonStyle } from "../ui/button-style";
import { onDemand } from "../ui/on-demand";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

const ColumnsPanel = onDemand(async () => (await import("./columns-panel")).ColumnsPanel);

/** Which columns the table has, and in which order; widths are dragged in its head. The phone has cards. */
export function ColumnsButton() {
  return (
    <Popover preload={ColumnsPanel.preload}>
      <PopoverTrigger
        className={`${buttonStyle({ size: "sm" })} font-normal text-ink-2 max-sm:hidden`}
      >
        <Columns3 aria-hidden className="size-3.5 text-ink-3" />
        Columns
      </PopoverTrigger>
      <PopoverContent
        aria-label="Columns"
        onOpenAutoFocus={focusPanel}
        className="flex w-80 max-w-[calc(100vw-1rem)] flex-col overflow-hidden"
      >
        <ColumnsPanel />
      </PopoverContent>
    </Popover>
  );
}

/** Not its first button, which moves a column that cannot go further. */
function focusPanel(event: Event) {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
