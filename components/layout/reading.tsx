"use client";
import { Suspense } from "react";
import { ErrorBoundary } from "../ui/error-boundary";
import { Skeleton } from "../ui/skeleton";

/** A part of a page that reads something: a box while it does, and why where it could not. */
export function Reading({
  readable,
  label,
  fallback,
  children,
}: {
  /** False until the browser may ask (`useReadable`). */
  readable: boolean;
  /** What is loading. */
  label: string;
  fallback: (error: unknown, retry: () => void) => React.ReactNode;
  children: React.ReactNode;
}) {
  const waiting = (
    <div role="status" aria-label={label} className="grid gap-3 rounded-lg border p-4">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-6" />
      <Skeleton className="h-6" />
    </div>
  );
  if (!readable) return waiting;
  return (
    <ErrorBoundary fallback={fallback}>
      <Suspense fallback={waiting}>{children}</Suspense>
    </ErrorBoundary>
  );
}
