// The table's columns, once: header, rows and skeleton share them, so nothing shifts. Where the list
// is narrow (drawer open) the last three go, and rows of their own name the days; on the phone a row
// becomes a card of two lines.

export const CELL = {
  time: "@max-[640px]:order-3",
  pair: "[&_button]:text-left @max-[640px]:order-1 @max-[640px]:col-span-2",
  tool: "@max-[640px]:order-2",
  decision: "@max-[1000px]:hidden",
  outcome: "@max-[1000px]:hidden",
  took: "text-right @max-[1000px]:hidden",
} as const;

export type Column = keyof typeof CELL;

export const COLUMNS: readonly { key: Column; name: string }[] = [
  { key: "time", name: "Time" },
  { key: "pair", name: "Caller and ran as" },
  { key: "tool", name: "Server / tool" },
  { key: "decision", name: "Decision" },
  { key: "outcome", name: "Outcome" },
  { key: "took", name: "Took" },
];

const GRID =
  "grid items-center gap-x-4 px-4 grid-cols-[7.5rem_minmax(0,1fr)_13.5rem_3.75rem_5rem_3.75rem] " +
  "@max-[1000px]:grid-cols-[3.5rem_minmax(0,1fr)_9.5rem] @max-[1000px]:gap-x-3";

export const HEADER_ROW = `${GRID} sticky top-0 z-10 h-8 border-b bg-surface text-2xs text-ink-3 @max-[640px]:sr-only`;

export const BODY_ROW =
  `${GRID} relative h-8 border-b border-line/70 text-sm ` +
  "@max-[640px]:h-[78px] @max-[640px]:grid-cols-[minmax(0,1fr)_auto] @max-[640px]:content-center @max-[640px]:gap-y-1 @max-[640px]:px-3";
