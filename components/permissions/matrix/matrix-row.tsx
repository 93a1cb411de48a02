import { markedText } from "@/lib/hostile-text";
import { ChevronDown, ChevronRight, ShieldBan } from "lucide-react";
import { memo } from "react";
import { cellAt, isChanged } from "@/lib/policy/matrix/grid";
import type { MatrixBlocks } from "@/lib/policy/matrix/matrix-blocks";
import type { MatrixView } from "@/lib/policy/matrix/model";
import { HELD_WORDS } from "../../catalog/words";
import { cn } from "../../ui/cn";
import { InertText } from "../../ui/inert-text";
import { aboveOf } from "./above-words";
import { GridCell } from "./grid-cell";
import { type CellUsage, type RuleNames, serverSentence, usageKey } from "./cell-words";
import { COLUMN_WIDTH, cellId, type Shape } from "./grid-shape";
import { type Row, rowName, serverCell, serverCells, type ToolRow } from "./rows";
import { type Bounds, isWithin } from "./use-cursor";

/** One row of the grid with the columns that are near what is seen. */
export const MatrixRow = memo(function MatrixRow({
  view,
  row,
  index,
  top,
  shape,
  usage,
  names,
  blocks,
  firstColumn,
  lastColumn,
  activeColumn,
  bounds,
}: {
  view: MatrixView;
  row: Row;
  index: number;
  top: number;
  shape: Shape;
  usage: ReadonlyMap<string, CellUsage> | null;
  names: RuleNames;
  blocks: MatrixBlocks | null;
  firstColumn: number;
  lastColumn: number;
  /** Null where the reader is in another row. */
  activeColumn: number | null;
  /** What is selected; null where none of it is in this row. */
  bounds: Bounds | null;
}) {
  const columns = Array.from({ length: lastColumn - firstColumn + 1 }, (_, n) => firstColumn + n);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      style={{ top, height: row.kind === "server" ? shape.server : shape.tool }}
      className={cn(
        "absolute left-0 flex w-full border-b border-line/60",
        row.kind === "server" ? "bg-sunken" : "bg-surface",
      )}
    >
      <RowHead
        row={row}
        blocks={blocks}
        id={cellId(index, -1)}
        width={shape.first}
        active={activeColumn === -1}
      />
      {columns.map((column) => {
        const subject = view.columns[column];
        const cell =
          row.kind === "tool"
            ? cellAt(view, view.now, row.at, column)
            : serverCell(view, row, column);
        if (!cell || !subject) return null;
        return (
          <GridCell
            key={column % COLUMN_SLOTS}
            name={rowName(row)}
            summary={row.kind === "server" ? serverSentence(serverCells(view, row, column)) : null}
            index={index}
            column={column}
            subject={subject}
            left={shape.first + column * COLUMN_WIDTH}
            cell={cell}
            above={row.kind === "tool" ? (aboveOf(row, column, blocks)?.words ?? "") : ""}
            blocked={isBlocked(row, column, blocks)}
            names={names}
            counted={usage !== null}
            used={
              row.kind === "tool"
                ? usage?.get(usageKey(row.tool[1] ?? "", subject.subject))
                : undefined
            }
            changed={row.kind === "tool" && isChanged(view, row.at, column)}
            active={activeColumn === column}
            selected={bounds !== null && isWithin({ row: index, column }, bounds)}
          />
        );
      })}
    </div>
  );
});

/** More than ever are drawn at once. */
const COLUMN_SLOTS = 64;

function isBlocked(row: Row, column: number, blocks: MatrixBlocks | null): boolean {
  if (row.kind === "server" || blocks === null) return false;
  return blocks.at({ server: row.server, name: row.tool[0] }, column).blockIds.length > 0;
}

function RowHead({
  row,
  blocks,
  id,
  width,
  active,
}: {
  row: Row;
  blocks: MatrixBlocks | null;
  id: string;
  width: number;
  active: boolean;
}) {
  return (
    <div
      role="rowheader"
      id={id}
      aria-colindex={1}
      data-column={-1}
      aria-expanded={row.kind === "server" ? !row.folded : undefined}
      style={{ width }}
      className={cn(
        "sticky left-0 z-2 flex shrink-0 items-center gap-1.5 border-r bg-inherit px-2 text-xs",
        active && "outline-2 -outline-offset-2 outline-ink-3 group-focus/grid:outline-accent",
      )}
    >
      {row.kind === "server" ? <ServerName row={row} /> : <ToolName row={row} blocks={blocks} />}
    </div>
  );
}

function ServerName({ row: { server, tools, folded } }: { row: Extract<Row, { kind: "server" }> }) {
  const Sign = folded ? ChevronRight : ChevronDown;
  return (
    <>
      <Sign aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      <span className="min-w-0 truncate font-medium">
        <InertText text={server} spaces />
      </span>
      <span className="ml-auto pl-1 text-2xs text-ink-3 tabular-nums">{tools.length}</span>
    </>
  );
}

function ToolName({
  row: { tool, server },
  blocks,
}: {
  row: ToolRow;
  blocks: MatrixBlocks | null;
}) {
  const [name, , risk, gone, held] = tool;
  const isToolBlocked = blocks?.isToolBlocked({ server, name }) ?? false;
  return (
    <>
      <span
        title={markedText(`${server}/${name}`)}
        className={cn(
          "min-w-0 truncate pl-5 font-mono max-md:pl-1",
          gone && "text-ink-3 line-through",
        )}
      >
        <InertText text={name} spaces />
      </span>
      {gone && <span className="sr-only">, no longer listed by its server</span>}
      {(held !== null || isToolBlocked) && (
        <span
          title={`${held === null || isToolBlocked ? "a block denies it" : HELD_WORDS[held]}: no call is let through, whatever the rules say`}
          className="ml-auto flex shrink-0 items-center gap-1 text-2xs text-ink"
        >
          <ShieldBan aria-hidden className="size-3.5" />
          <span className="max-md:sr-only">
            {isToolBlocked || held === "blocked" ? "blocked" : "quarantine"}
          </span>
        </span>
      )}
      {risk === "destructive" && (
        <span
          className={cn(
            "shrink-0 rounded border border-line-strong px-1 text-2xs text-ink-2 max-md:hidden",
            held === null && !isToolBlocked && "ml-auto",
          )}
        >
          destructive
        </span>
      )}
    </>
  );
}
