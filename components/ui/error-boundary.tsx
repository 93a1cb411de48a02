"use client";
import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component } from "react";

type Fallback = (error: unknown, retry: () => void) => React.ReactNode;

/** Shows `fallback` where a query or a part of the page threw; `retry` asks again. */
export function ErrorBoundary({
  fallback,
  children,
}: {
  fallback: Fallback;
  children: React.ReactNode;
}) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Boundary fallback={fallback} onRetry={reset}>
          {children}
        </Boundary>
      )}
    </QueryErrorResetBoundary>
  );
}

type BoundaryProps = { fallback: Fallback; onRetry: () => void; children: React.ReactNode };
type BoundaryState = { failed: { error: unknown } | null };

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failed: { error } };
  }

  override render() {
    const { failed } = this.state;
    return failed ? this.props.fallback(failed.error, this.retry) : this.props.children;
  }

  private retry = () => {
    this.props.onRetry();
    this.setState({ failed: null });
  };
}
