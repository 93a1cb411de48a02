import { Skeleton } from "../../ui/skeleton";
import { AdminLogHead } from "./admin-log-head";
import { ROW } from "./columns";

/** The log while it loads: the same header and rows of the same height. */
export function AdminLogSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the admin log"
      className="min-h-0 flex-1 overflow-hidden"
    >
      <AdminLogHead />
      {Array.from({ length: 18 }, (_, row) => (
        <div key={row} className={ROW}>
          <Skeleton className="my-1.5 h-3 w-36" />
          <Skeleton className="my-1.5 h-3 w-28" />
          <Skeleton className="my-1.5 h-3 w-2/3" />
        </div>
      ))}
    </div>
  );
}
