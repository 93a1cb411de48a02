import { Skeleton } from "../ui/skeleton";
import { cn } from "../ui/cn";
import { GRID, HEAD_ROW, ROW, WHOLE } from "./columns";

/** The table while it loads: rows of the same height. */
export function SourcesSkeleton() {
  return (
    <div className="@container/sources min-h-0 flex-1" role="status" aria-label="Loading sources">
      <div className={cn(HEAD_ROW, GRID)} />
      {["w-2/5", "w-3/5", "w-1/2"].map((width) => (
        <div key={width} className={cn(ROW, GRID, "min-h-[3.75rem]")}>
          <Skeleton className={cn("h-4", width, WHOLE)} />
          {[1, 2, 3, 4, 5].map((cell) => (
            <Skeleton key={cell} className="h-3 w-4/5" />
          ))}
          <Skeleton className={cn("h-3 w-3/5", WHOLE)} />
        </div>
      ))}
    </div>
  );
}
