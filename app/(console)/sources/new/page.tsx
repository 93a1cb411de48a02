import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { MayNotConnect } from "@/components/sources/new/may-not-connect";
import { NewSource } from "@/components/sources/new/new-source";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { routes } from "@/lib/routes";
import { listFormats } from "@/lib/sources/list-formats";
import { formatsOptions } from "@/lib/sources/options";

export const metadata: Metadata = { title: "Connect a source" };

export default async function Page() {
  const viewer = await requireViewer();
  const back = { name: "Sources", href: routes.sources() };
  if (!viewer.permissions.has("sources:write"))
    return (
      <>
        <PageHeader title="Connect a source" back={back} />
        <MayNotConnect />
      </>
    );
  const queries = makeQueryClient();
  queries.setQueryData(formatsOptions().queryKey, { items: listFormats(), next: null });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title="Connect a source" back={back} />
      <NewSource address={container().env.url.origin} />
    </HydrationBoundary>
  );
}
