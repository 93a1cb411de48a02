"use client";
import { useState } from "react";

/** Row -1 is the head, column -1 the tools' names. */
export type Place = { row: number; column: number };
/** `from` stays while the selection is extended. */
export type Selection = { from: Place; to: Place };

export type Bounds = { top: number; bottom: number; left: number; right: number };

/** Where the reader is, and what is selected with it; both stay inside the rows and columns. */
export function useCursor(rows: number, columns: number, start: Place) {
  const [held, setHeld] = useState<Selection>({ from: start, to: start });
  const inside = ({ row, column }: Place): Place => ({
    row: Math.min(Math.max(row, -1), rows - 1),
    column: Math.min(Math.max(column, -1), columns - 1),
  });
  const selection = { from: inside(held.from), to: inside(held.to) };
  return {
    selection,
    bounds: boundsOf(selection),
    go: (to: Place, extend: boolean) => {
      const place = inside(to);
      setHeld(extend ? { from: selection.from, to: place } : { from: place, to: place });
    },
  };
}

function boundsOf({ from, to }: Selection): Bounds {
  return {
    top: Math.min(from.row, to.row),
    bottom: Math.max(from.row, to.row),
    left: Math.min(from.column, to.column),
    right: Math.max(from.column, to.column),
  };
}

export function isWithin({ row, column }: Place, { top, bottom, left, right }: Bounds): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

const PAGE = 12;

/** Where a key leads; undefined for a key that moves nothing. */
export function moved(
  { row, column }: Place,
  { key, ctrlKey, metaKey }: Pick<React.KeyboardEvent, "key" | "ctrlKey" | "metaKey">,
  rows: number,
  columns: number,
): Place | undefined {
  const far = ctrlKey || metaKey;
  switch (key) {
    case "ArrowUp":
      return { row: far ? 0 : row - 1, column };
    case "ArrowDown":
      return { row: far ? rows - 1 : row + 1, column };
    case "ArrowLeft":
      return { row, column: far ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: far ? columns - 1 : column + 1 };
    case "PageUp":
      return { row: Math.max(0, row - PAGE), column };
    case "PageDown":
      return { row: row + PAGE, column };
    case "Home":
      return { row: far ? 0 : row, column: 0 };
    case "End":
      return { row: far ? rows - 1 : row, column: columns - 1 };
    default:
      return undefined;
  }
}
