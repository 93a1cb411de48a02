import { cn } from "../../ui/cn";

/** On a narrow page a record is a small card: time and who, then what. */
export const ROW = cn(
  "grid gap-x-4 gap-y-0.5 border-b px-3 md:px-4",
  "grid-cols-[auto_minmax(0,1fr)] py-2",
  "@min-[760px]/log:grid-cols-[12rem_minmax(8rem,15rem)_minmax(16rem,1fr)] @min-[760px]/log:py-1.5",
);

export const COLUMNS = ["Time", "Who", "What"] as const;
