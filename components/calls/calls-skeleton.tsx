import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { BODY_ROW, CELL } from "./columns";
import { TableHead } from "./table-head";

/** The table while it loads: the same header, the same rows, the same height. */
export function CallsSkeleton() {
  return (
    <div
      className="@container/pairs min-h-0 flex-1 overflow-hidden"
      role="status"
      aria-label="Loading calls"
    >
      <TableHead />
      {ROWS.map((row) => (
        <SkeletonRow key={row} row={row} />
      ))}
    </div>
  );
}

/** A row that is being read. `row` is its place in the list. */
export function SkeletonRow({ row }: { row: number }) {
  const width = WIDTHS[row % WIDTHS.length];
  return (
    <div aria-hidden className={BODY_ROW}>
      <div className={CELL.time}>
        <Skeleton className="h-3 w-full min-w-8" />
      </div>
      <div className={cn("grid grid-cols-[1fr_1fr] gap-6", CELL.pair)}>
        <Skeleton className={cn("h-5", width)} />
        <Skeleton className={cn("h-5", width)} />
      </div>
      <div className={CELL.tool}>
        <Skeleton className={cn("h-3", width)} />
      </div>
      <div className={CELL.decision}>
        <Skeleton className="h-3 w-10" />
      </div>
      <div className={CELL.outcome}>
        <Skeleton className="h-3 w-10" />
      </div>
      <div className={CELL.took}>
        <Skeleton className="ml-auto h-3 w-10" />
      </div>
    </div>
  );
}

const WIDTHS = ["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4"];
const ROWS = Array.from({ length: 24 }, (_, row) => row);
