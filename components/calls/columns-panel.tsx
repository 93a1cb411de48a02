"use client";
import { COLUMN_KEYS, DEFAULT_COLUMNS, moveColumn, printColumns } from "@/lib/calls/columns";
import { Button } from "../ui/button";
import { ColumnChoiceItem } from "./column-choice-item";
import { useColumns } from "./columns-context";
import { useDraggedOrder } from "./use-dragged-order";

/** The columns of the table in their order, and those that it could have. */
export function ColumnsPanel() {
  const { columns, shown, choose } = useColumns();
  const hidden = columns.length - shown.length;
  const chosen = columns.map(({ key }) => key);
  const move = (key: (typeof chosen)[number], to: number) => choose(moveColumn(columns, key, to));
  const drag = useDraggedOrder(chosen, move);
  return (
    <>
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
    </>
  );
}
