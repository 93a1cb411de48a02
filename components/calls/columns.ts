// The table's look, once: header, rows and skeleton share it, so nothing shifts. Which columns there are,
// and how wide, is data (lib/calls/columns.ts); on the phone a row becomes a card of two lines.
import { type Column, columnGrids, type ColumnKey } from "@/lib/calls/columns";
import { cn } from "../ui/cn";

type Grids = React.CSSProperties & { "--wide": string; "--compact": string };

/** For the table: the grid of its rows. While an edge is dragged, it is set without a rendering. */
export function gridStyle(columns: readonly Column[]): Grids {
  const { wide, compact } = columnGrids(columns);
  return { "--wide": wide, "--compact": compact };
}

const GRID = "grid items-center pl-4 grid-cols-(--wide) @max-[1000px]/pairs:grid-cols-(--compact)";

export const HEADER_ROW = `${GRID} sticky top-0 z-10 h-8 border-b bg-surface text-2xs text-ink-3 @max-[640px]/pairs:sr-only`;

export const BODY_ROW =
  `${GRID} group/row relative h-8 border-b border-line/70 text-sm ` +
  "@max-[640px]/pairs:h-[78px] @max-[640px]/pairs:grid-cols-[minmax(0,1fr)_auto] @max-[640px]/pairs:content-center @max-[640px]/pairs:gap-y-1 @max-[640px]/pairs:px-3";

const CARD: Partial<Record<ColumnKey, string>> = {
  time: "pr-4 @max-[640px]/pairs:order-3 @max-[640px]/pairs:pr-0",
  pair: "pr-4 [&_button]:text-left @max-[640px]/pairs:order-1 @max-[640px]/pairs:col-span-2 @max-[640px]/pairs:pr-0",
  tool: "@max-[640px]/pairs:order-2",
};

/** A cell's place. One that may have no room is a container, so that its content goes with it. */
export function cellStyle(key: ColumnKey): string {
  const dropped = key !== "time" && key !== "pair";
  return cn(
    "relative min-w-0",
    dropped && "@container/cell overflow-hidden",
    CARD[key] ?? "@max-[640px]/pairs:hidden",
  );
}

/** What is in a cell that may have no room. On cards the head is for screen readers, and has no width. */
export const CELL_CONTENT = "mr-4 min-w-0 @min-[641px]/pairs:@max-[17px]/cell:hidden";

/** These are numbers, which line up at their ends. */
export const ENDS: readonly ColumnKey[] = ["took", "index"];
