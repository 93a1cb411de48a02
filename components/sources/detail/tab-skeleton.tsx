import { Skeleton } from "../../ui/skeleton";

/** A part of a source's page while it loads. */
export function TabSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="mx-auto grid w-full max-w-5xl gap-4 px-4 py-6"
    >
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-4 w-56" />
      <Skeleton className="h-40 w-full" />
    </div>
  );
}
