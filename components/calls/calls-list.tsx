"use client";
import { Suspense } from "react";
import type { CallListParams, RangeProblem } from "@/lib/calls/address";
import { callsOptions } from "@/lib/calls/options";
import { parseQuery } from "@/lib/calls/query-language/parse";
import type { CallsAddress } from "@/lib/routes";
import { ErrorBoundary } from "../ui/error-boundary";
import { BrokenRange, CallsFailed } from "./calls-failed";
import { CallsResults } from "./calls-results";
import { CallsSkeleton } from "./calls-skeleton";
import type { Go } from "./use-calls-address";
import { useReadable } from "../layout/use-readable";

/** The page of calls that the address names: its rows, or why there are none. */
export function CallsList({
  params,
  problem,
  ...rest
}: {
  params: CallListParams;
  /** What is wrong with the range. */
  problem: RangeProblem | null;
  stale: boolean;
  address: CallsAddress;
  go: Go;
  zone: string;
  /** Whether the member may connect a source. */
  mayConnect: boolean;
}) {
  const readable = useReadable(callsOptions(params).queryKey);
  if (!parseQuery(params.q).ok)
    return (
      <p className="px-4 py-14 text-center text-ink-3">
        Nothing is shown for a query that cannot be read.
      </p>
    );
  if (problem !== null) return <BrokenRange problem={problem} go={rest.go} />;
  if (!readable) return <CallsSkeleton />;
  return (
    <ErrorBoundary
      resetKey={JSON.stringify(params)}
      fallback={(error, retry) => <CallsFailed error={error} retry={retry} go={rest.go} />}
    >
      <Suspense fallback={<CallsSkeleton />}>
        <CallsResults params={params} {...rest} />
      </Suspense>
    </ErrorBoundary>
  );
}
