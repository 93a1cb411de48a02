"use client";
import { isFixed } from "@/lib/calls/columns";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import { BODY_ROW, CELL_CONTENT, cellStyle, gridStyle } from "./columns";
import { useColumns } from "./columns-context";
import { TableHead } from "./table-head";

/** The table while it loads: the same header, the same columns and rows, the same height. */
export function CallsSkeleton() {
  const { shown } = useColumns();
  return (
    <div
      className="@container/pairs min-h-0 flex-1 overflow-hidden"
      role="status"
      aria-label="Loading calls"
    >
      <div style={gridStyle(shown)} inert>
        <TableHead />
        {ROWS.map((row) => (
          <SkeletonRow key={row} row={row} />
        ))}
      </div>
    </div>
  );
}

/** A row that is being read. `row` is its place in the list. */
export function SkeletonRow({ row }: { row: number }) {
  const { shown } = useColumns();
  const width = WIDTHS[row % WIDTHS.length];
  return (
    <div aria-hidden className={BODY_ROW}>
      {shown.map(({ key }) => (
        <div key={key} className={cellStyle(key)}>
          {key === "pair" ? (
            <div className="grid grid-cols-[1fr_1fr] gap-6">
              <Skeleton className={cn("h-5", width)} />
              <Skeleton className={cn("h-5", width)} />
            </div>
          ) : (
            <Skeleton className={cn("h-3 min-w-8", width, !isFixed(key) && CELL_CONTENT)} />
          )}
        </div>
      ))}
    </div>
  );
}

const WIDTHS = ["w-4/5", "w-3/5", "w-2/3", "w-1/2", "w-3/4"];
const ROWS = Array.from({ length: 24 }, (_, row) => row);
