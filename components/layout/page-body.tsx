"use client";
import { Skeleton } from "../ui/skeleton";
import { QueryBoundary } from "./query-boundary";

/** The scrolling part of a page of settings, one comfortable column. */
export function PageBody({ children }: { children: React.ReactNode }) {
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div className="mx-auto w-full max-w-5xl px-3 pb-16 md:px-6">{children}</div>
    </div>
  );
}

/** What `children` ask for while it loads, when it failed, and when it is there. */
export function Loaded({
  queryKey,
  label,
  rows = 3,
  children,
}: {
  /** Of the query that `children` ask first. */
  queryKey: readonly unknown[];
  label: string;
  /** How many grey rows stand in for what comes. */
  rows?: number;
  children: React.ReactNode;
}) {
  const waiting = (
    <div role="status" aria-label={`Loading ${label}`} className="grid gap-3 py-4">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className="h-9" />
      ))}
    </div>
  );
  return (
    <QueryBoundary queryKey={queryKey} loading={waiting}>
      {children}
    </QueryBoundary>
  );
}
