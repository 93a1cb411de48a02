import { Skeleton } from "../../ui/skeleton";

/** Rows and columns of the size of those that are coming. */
export function MatrixSkeleton() {
  return (
    <div role="status" aria-label="Loading the matrix">
      <div className="flex h-12 items-center gap-2 px-3 md:px-4">
        <Skeleton className="h-8 w-64" />
        <Skeleton className="h-7 w-28" />
        <Skeleton className="h-7 w-24" />
      </div>
      <div className="h-[52px] border-y" />
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className="flex h-10 items-center gap-16 border-b border-line/60 px-3">
          <Skeleton className="h-4 w-44" />
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-3 w-16 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
