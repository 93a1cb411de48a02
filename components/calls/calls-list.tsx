"use client";
import type { CallListParams, RangeProblem } from "@/lib/calls/address";
import { callsOptions } from "@/lib/calls/options";
import { parseQuery } from "@/lib/calls/query-language/parse";
import type { CallsAddress } from "@/lib/routes";
import { QueryBoundary } from "../layout/query-boundary";
import { BrokenRange, CallsFailed } from "./calls-failed";
import { CallsResults } from "./calls-results";
import { CallsSkeleton } from "./calls-skeleton";
import type { Go } from "./use-calls-address";

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
  if (!parseQuery(params.q).ok)
    return (
      <p className="px-4 py-14 text-center text-ink-3">
        Nothing is shown for a query that cannot be read.
      </p>
    );
  if (problem !== null) return <BrokenRange problem={problem} go={rest.go} />;
  return (
    <QueryBoundary
      queryKey={callsOptions(params).queryKey}
      loading={<CallsSkeleton />}
      failed={(error, retry) => <CallsFailed error={error} retry={retry} go={rest.go} />}
    >
      <CallsResults params={params} {...rest} />
    </QueryBoundary>
  );
}
