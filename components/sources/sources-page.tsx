"use client";
import { sourcesOptions } from "@/lib/sources/options";
import { PageHeader } from "../layout/page-header";
import { QueryBoundary } from "../layout/query-boundary";
import { ConnectButton } from "./connect-button";
import { SourcesSkeleton } from "./sources-skeleton";
import { SourcesTable } from "./sources-table";

/** The gateways that send their audit records here. */
export function SourcesPage({ mayWrite }: { mayWrite: boolean }) {
  return (
    <>
      <PageHeader title="Sources">
        <ConnectButton mayWrite={mayWrite} />
      </PageHeader>
      <QueryBoundary queryKey={sourcesOptions().queryKey} loading={<SourcesSkeleton />}>
        <SourcesTable mayWrite={mayWrite} />
      </QueryBoundary>
    </>
  );
}
