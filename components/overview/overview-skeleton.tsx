import { Skeleton } from "../ui/skeleton";

/** The overview while it loads: the same boxes. */
export function OverviewSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the overview"
      className="mx-auto grid max-w-[1400px] gap-3 p-3 md:gap-4 md:p-4 xl:grid-cols-2"
    >
      <Box className="xl:col-span-2">
        <Skeleton className="h-[260px]" />
      </Box>
      <Box className="xl:col-span-2" rows={8} />
      <Box rows={4} />
      <Box rows={4} />
    </div>
  );
}

function Box({
  rows = 0,
  className,
  children,
}: {
  rows?: number;
  className?: string;
  children?: React.ReactNode;
}) {
  return (
    <div className={`grid gap-3 rounded-lg border p-4 ${className ?? ""}`}>
      <Skeleton className="h-4 w-40" />
      {children}
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className="h-6" />
      ))}
    </div>
  );
}
