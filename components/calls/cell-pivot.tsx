"use client";
import { Ellipsis } from "lucide-react";
import { type ColumnKey, COLUMNS } from "@/lib/calls/columns";
import type { CallRow } from "@/lib/calls/view";
import type { PivotTarget } from "./pivot-menu";

/** Comes up where a cell is pointed at, and is for pointers alone: the row's menu has the same by keyboard. */
export function CellPivot({
  call,
  column,
  onPivot,
}: {
  call: CallRow;
  column: ColumnKey;
  onPivot: (target: PivotTarget) => void;
}) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      title={`Ways on from ${COLUMNS[column].name}`}
      onClick={(event) => {
        event.stopPropagation();
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        onPivot({ call, column, at: { left, top: bottom }, from: null });
      }}
      className="absolute top-1/2 right-0 grid size-6 -translate-y-1/2 place-items-center rounded-md bg-hover text-ink-3 opacity-0 group-hover/cell:opacity-100 hover:text-ink @max-[640px]/pairs:hidden"
    >
      <Ellipsis aria-hidden className="size-3.5" />
    </button>
  );
}
