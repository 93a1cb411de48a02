"use client";
import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component } from "react";

type Fallback = (error: unknown, retry: () => void) => React.ReactNode;

/** Shows `fallback` where a query or a part of the page threw; `retry` asks again. */
export function ErrorBoundary({
  fallback,
  resetKey = "",
  children,
}: {
  fallback: Fallback;
  /** Another one means that something else is asked for, so the failure is over. */
  resetKey?: string;
  children: React.ReactNode;
}) {
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Boundary fallback={fallback} resetKey={resetKey} onRetry={reset}>
          {children}
        </Boundary>
      )}
    </QueryErrorResetBoundary>
  );
}

type BoundaryProps = {
  fallback: Fallback;
  resetKey: string;
  onRetry: () => void;
  children: React.ReactNode;
};
type BoundaryState = { failed: { error: unknown } | null; key: string };

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: null, key: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { failed: { error } };
  }

  static getDerivedStateFromProps(
    { resetKey }: BoundaryProps,
    { key }: BoundaryState,
  ): Partial<BoundaryState> | null {
    return key === resetKey ? null : { failed: null, key: resetKey };
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
