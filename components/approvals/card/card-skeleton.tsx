import { Skeleton } from "../../ui/skeleton";

/** The shape of the card that is coming. */
export function CardSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the approval"
      className="mx-auto grid w-full max-w-3xl gap-5 px-4 py-5"
    >
      <Skeleton className="h-7 w-4/5" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-16 w-full" />
    </div>
  );
}
