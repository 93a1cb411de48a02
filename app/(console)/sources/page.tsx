import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { SourcesPage } from "@/components/sources/sources-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { listSources } from "@/lib/sources/list-sources";
import { sourcesOptions } from "@/lib/sources/options";

export const metadata: Metadata = { title: "Sources" };

export default async function Page() {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("sources:read"))
    return (
      <>
        <PageHeader title="Sources" />
        <NotPermitted detail="Seeing sources needs the permission sources:read." />
      </>
    );
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...sourcesOptions(),
    queryFn: async () => ({ items: await listSources(container().console), next: null }),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SourcesPage mayWrite={viewer.permissions.has("sources:write")} />
    </HydrationBoundary>
  );
}
