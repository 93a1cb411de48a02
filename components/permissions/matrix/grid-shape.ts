// Measures of the grid, and how its cells are found.

export const COLUMN_WIDTH = 128;
export const HEAD_HEIGHT = 52;

/** Heights of rows and the width of the names, in pixels. */
export type Shape = { first: number; tool: number; server: number };
export const WIDE: Shape = { first: 264, tool: 40, server: 34 };
export const NARROW: Shape = { first: 136, tool: 44, server: 36 };

/** The head is row -1, names are column -1. */
export function cellId(row: number, column: number): string {
  return `matrix-${row}-${column}`;
}
