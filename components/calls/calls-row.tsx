"use client";
import { type ColumnKey, isFixed } from "@/lib/calls/columns";
import type { CallRow } from "@/lib/calls/view";
import { cn } from "../ui/cn";
import { CellPivot } from "./cell-pivot";
import { ColumnCell } from "./column-cell";
import { BODY_ROW, CELL_CONTENT, cellStyle, ENDS } from "./columns";
import { PairCell } from "./pair-cell";
import type { PivotTarget } from "./pivot-menu";
import { SeverityEdge } from "./severity-edge";
import { TimeLink } from "./time-link";
import { ToolName } from "./tool-name";
import { ToolPeek } from "./tool-peek";

export type RowContext = {
  zone: string;
  /** Milliseconds since the epoch when the list was read; ages count from it. */
  now: number;
  /** Nothing in the row opens a panel of its own: pressed anywhere, it opens the call. */
  plain: boolean;
  hrefOf: (id: string) => string;
  onOpen: (id: string) => void;
};

/** One call. The whole row opens the drawer; the link in it is what keyboards and new tabs use. */
export function CallsRow({
  call,
  columns,
  context,
  rowIndex,
  active,
  open,
  linkRef,
  onPivot,
}: {
  call: CallRow;
  /** Of the table, in order; the card of the phone has its own. */
  columns: readonly ColumnKey[];
  context: RowContext;
  /** Its place in the whole list, from 1. */
  rowIndex: number;
  /** The row that the tab key enters; the others are reached with the arrows. */
  active: boolean;
  open: boolean;
  linkRef: (link: HTMLAnchorElement | null) => void;
  onPivot: (target: PivotTarget) => void;
}) {
  const tabIndex = active ? 0 : -1;
  const cell = (column: ColumnKey) => {
    if (column === "time") return <TimeLink {...{ call, context, tabIndex, linkRef }} />;
    if (column === "pair") return <PairCell {...{ call, context, tabIndex }} />;
    if (column !== "tool") return <ColumnCell call={call} column={column} />;
    return context.plain ? <ToolName call={call} /> : <ToolPeek {...{ call, tabIndex }} />;
  };
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-current={open ? "true" : undefined}
      onClick={() => context.onOpen(call.id)}
      className={cn(
        BODY_ROW,
        "hover:bg-hover has-[a:focus-visible]:bg-hover",
        open && "bg-selected hover:bg-selected has-[a:focus-visible]:bg-selected",
      )}
    >
      <SeverityEdge call={call} />
      {columns.map((column) => (
        <div
          key={column}
          role="cell"
          className={cn("group/cell flex h-full items-center", cellStyle(column))}
        >
          <div
            className={cn(
              "min-w-0 flex-1",
              !isFixed(column) && CELL_CONTENT,
              ENDS.includes(column) && "text-right whitespace-nowrap text-ink-2 tabular-nums",
            )}
          >
            {cell(column)}
          </div>
          {!context.plain && <CellPivot call={call} column={column} onPivot={onPivot} />}
        </div>
      ))}
      {!columns.includes("tool") && (
        <div role="cell" className={cn(cellStyle("tool"), "@min-[640px]/pairs:hidden")}>
          <ToolName call={call} />
        </div>
      )}
    </div>
  );
}
