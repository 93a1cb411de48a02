"use client";
import { Columns3 } from "lucide-react";
import { COLUMN_KEYS, DEFAULT_COLUMNS, moveColumn, printColumns } from "@/lib/calls/columns";
import { Button } from "../ui/button";
import { buttonStyle } from "../ui/button-style";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { ColumnChoiceItem } from "./column-choice-item";
import { useColumns } from "./columns-context";
import { useDraggedOrder } from "./use-dragged-order";

/** Which columns the table has, and in which order; widths are dragged in its head. The phone has cards. */
export function ColumnsButton() {
  const { columns, shown, choose } = useColumns();
  const hidden = columns.length - shown.length;
  const chosen = columns.map(({ key }) => key);
  const move = (key: (typeof chosen)[number], to: number) => choose(moveColumn(columns, key, to));
  const drag = useDraggedOrder(chosen, move);
  return (
    <Popover>
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
        <div className="min-h-0 flex-1 overflow-auto p-1.5">
          <p className="px-2 pt-1 pb-1 text-2xs text-ink-3">
            Shown, from the left. Drag, or Alt and the arrows.
          </p>
          <ul aria-label="Shown columns">
            {chosen.map((key, at) => (
              <ColumnChoiceItem
                key={key}
                column={key}
                place={{ at, count: chosen.length, drag: drag(key), onMove: (to) => move(key, to) }}
              />
            ))}
          </ul>
          <p className="px-2 pt-2 pb-1 text-2xs text-ink-3">More</p>
          <ul aria-label="More columns">
            {COLUMN_KEYS.filter((key) => !chosen.includes(key)).map((key) => (
              <ColumnChoiceItem key={key} column={key} />
            ))}
          </ul>
        </div>
        <div className="flex items-center gap-2 border-t p-1.5">
          <p role="status" className="min-w-0 flex-1 px-2 text-2xs text-ink-2">
            {hidden > 0 && `${hidden} of them ${hidden === 1 ? "has" : "have"} no room here`}
          </p>
          <Button
            size="sm"
            variant="ghost"
            disabledReason={
              printColumns(columns) === undefined ? "These are the usual columns and widths" : null
            }
            onClick={() => choose(DEFAULT_COLUMNS)}
          >
            Reset
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

/** Not its first button, which moves a column that cannot go further. */
function focusPanel(event: Event) {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
