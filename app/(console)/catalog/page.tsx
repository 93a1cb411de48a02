import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { CatalogPage } from "@/components/catalog/catalog-page";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { presenceOptions } from "@/lib/calls/options";
import { callPresence } from "@/lib/calls/query";
import { parseCatalogAddress } from "@/lib/catalog/address";
import { listCatalogServers } from "@/lib/catalog/list-servers";
import { listTools } from "@/lib/catalog/list-tools";
import { catalogServersOptions, toolsOptions, waitingOptions } from "@/lib/catalog/options";
import { container } from "@/lib/container";

export const metadata: Metadata = { title: "Catalog" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Catalog({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("directory:read"))
    return (
      <>
        <PageHeader title="Catalog" />
        <NotPermitted detail="The catalog needs the permission directory:read." />
      </>
    );
  const address = parseCatalogAddress(await searchParams);
  const { console: pool } = container();
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await Promise.all([
    queries.prefetchQuery({
      ...catalogServersOptions(),
      queryFn: () => listCatalogServers(pool, viewer),
    }),
    queries.prefetchQuery({
      ...waitingOptions(),
      queryFn: () => listTools(pool, viewer, { state: "waiting" }),
    }),
    queries.prefetchQuery({
      ...toolsOptions(address),
      queryFn: () => listTools(pool, viewer, address),
    }),
    queries.prefetchQuery({ ...presenceOptions(), queryFn: () => callPresence(pool, viewer) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <CatalogPage mayWrite={viewer.permissions.has("catalog:write")} />
    </HydrationBoundary>
  );
}
