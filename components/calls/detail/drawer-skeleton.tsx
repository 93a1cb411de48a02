import { Skeleton } from "../../ui/skeleton";

/** The drawer while the call is read; what is known already stands on top. */
export function DrawerSkeleton({ children }: { children: React.ReactNode }) {
  return (
    <div
      role="status"
      aria-label="Loading the call"
      className="grid grid-cols-[minmax(0,1fr)] gap-6 p-4"
    >
      {children || <Skeleton className="h-24" />}
      {[3, 2, 6].map((lines, block) => (
        <div key={block} className="grid gap-2">
          <Skeleton className="mb-1 h-3 w-24" />
          {Array.from({ length: lines }, (_, line) => (
            <Skeleton key={line} className={line === lines - 1 ? "h-4 w-2/3" : "h-4"} />
          ))}
        </div>
      ))}
    </div>
  );
}
