import { Skeleton } from "../ui/skeleton";

/** Rows of the height of those that are coming. */
export function InboxSkeleton() {
  return (
    <div role="status" aria-label="Loading approvals">
      {["w-56", "w-64", "w-48", "w-60"].map((width) => (
        <div key={width} className="grid gap-3 border-b border-line/70 px-3 py-3 md:px-4">
          <div className="flex justify-between">
            <Skeleton className="h-5 w-20" />
            <Skeleton className="h-4 w-14" />
          </div>
          <Skeleton className={`h-5 max-w-full ${width}`} />
          <Skeleton className="h-8.5 w-full" />
          <Skeleton className="h-3 w-24" />
        </div>
      ))}
    </div>
  );
}
