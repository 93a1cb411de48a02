"use client";
import { Suspense } from "react";
import { useReadable } from "../layout/use-readable";
import { Failed } from "../layout/failed";
import { ErrorBoundary } from "../ui/error-boundary";
import { ListSkeleton } from "./list-skeleton";

/** One entry: its skeleton while it loads, why it cannot be read, or what it holds. */
export function DetailState({
  queryKey,
  label,
  children,
}: {
  queryKey: readonly unknown[];
  label: string;
  children: React.ReactNode;
}) {
  const readable = useReadable(queryKey);
  if (!readable) return <ListSkeleton label={label} />;
  return (
    <ErrorBoundary
      resetKey={JSON.stringify(queryKey)}
      fallback={(error, retry) => <Failed error={error} retry={retry} />}
    >
      <Suspense fallback={<ListSkeleton label={label} />}>{children}</Suspense>
    </ErrorBoundary>
  );
}
