import { Skeleton } from "../ui/skeleton";

/** Rows of the height of those that are coming. */
export function ListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={`Loading ${label.toLowerCase()}`}>
      <div className="h-7 border-b" />
      {ROWS.map((width, at) => (
        <div key={at} className="flex h-11 items-center gap-8 border-b border-line/70 px-3 md:px-4">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-24" />
          <Skeleton className="ml-auto h-3 w-16" />
        </div>
      ))}
    </div>
  );
}

const ROWS = ["w-64", "w-52", "w-72", "w-48", "w-60", "w-56", "w-64", "w-52"];
