import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { OverviewPage } from "@/components/overview/overview-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { allWaitingOptions, allWaitingQuery } from "@/lib/approvals/around-options";
import { listApprovals } from "@/lib/approvals/list-approvals";
import { parseAddress } from "@/lib/calls/address";
import { presenceOptions } from "@/lib/calls/options";
import { callPresence } from "@/lib/calls/query";
import { listCatalogServers } from "@/lib/catalog/list-servers";
import { catalogServersOptions } from "@/lib/catalog/options";
import { container } from "@/lib/container";
import { overviewOptions } from "@/lib/overview/options";
import { readOverview } from "@/lib/overview/read-overview";
import { apiRange } from "@/lib/time-range";

export const metadata: Metadata = { title: "Overview" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Overview({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("calls:read"))
    return (
      <>
        <PageHeader title="Overview" />
        <NotPermitted detail="The overview needs the permission calls:read." />
      </>
    );
  const range = apiRange(parseAddress(await searchParams));
  const { console: pool } = container();
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await Promise.all([
    queries.prefetchQuery({ ...presenceOptions(), queryFn: () => callPresence(pool, viewer) }),
    queries.prefetchQuery({
      ...catalogServersOptions(),
      queryFn: () => listCatalogServers(pool, viewer),
    }),
    queries.prefetchQuery({
      ...allWaitingOptions(),
      queryFn: () => listApprovals(pool, viewer, allWaitingQuery),
    }),
    queries.prefetchQuery({
      ...overviewOptions(range),
      queryFn: () => readOverview(pool, viewer, range),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <OverviewPage mayConnect={viewer.permissions.has("sources:write")} />
    </HydrationBoundary>
  );
}
