import { Skeleton } from "../ui/skeleton";

/** A card whose rows are coming. */
export function CardSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="grid gap-3 rounded-lg border p-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-6" />
      <Skeleton className="h-6" />
    </div>
  );
}
