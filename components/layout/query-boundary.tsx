"use client";
import { Suspense } from "react";
import { useReadable } from "./use-readable";
import { ErrorBoundary } from "../ui/error-boundary";
import { Failed } from "./failed";

/**
 * A part of a page that reads: its skeleton while it loads, and why it could not be read. `queryKey` is
 * what it reads first; what the server failed to read is asked for by the browser.
 */
export function QueryBoundary({
  queryKey,
  loading,
  failed = (error, retry) => <Failed error={error} retry={retry} />,
  children,
}: {
  queryKey: readonly unknown[];
  loading: React.ReactNode;
  /** Where a failure has another way out than trying again. */
  failed?: (error: unknown, retry: () => void) => React.ReactNode;
  children: React.ReactNode;
}) {
  if (!useReadable(queryKey)) return loading;
  return (
    <ErrorBoundary resetKey={JSON.stringify(queryKey)} fallback={failed}>
      <Suspense fallback={loading}>{children}</Suspense>
    </ErrorBoundary>
  );
}
