// The columns of the sources table; in a narrow box each row becomes a card.

export const HEAD_ROW =
  "sticky top-0 z-10 grid h-8 items-center gap-x-4 border-b bg-surface px-3 text-xs text-ink-3 md:px-4 @max-[860px]/sources:hidden";
export const ROW =
  "relative grid items-center gap-x-4 border-b px-3 py-2.5 md:px-4 @max-[860px]/sources:items-start @max-[860px]/sources:gap-y-2.5 @max-[860px]/sources:py-3.5";
export const GRID =
  "grid-cols-[minmax(9rem,1.5fr)_7rem_7rem_5.5rem_minmax(7rem,1fr)_6rem_minmax(12rem,1.5fr)] @max-[860px]/sources:grid-cols-2";
/** The name of the column, where the header row is hidden. */
export const CARD_LABEL = "hidden text-2xs text-ink-3 @max-[860px]/sources:block";
export const WHOLE = "@max-[860px]/sources:col-span-2";
