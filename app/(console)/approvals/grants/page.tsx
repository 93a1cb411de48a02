import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { GrantsPage } from "@/components/approvals/grants/grants-page";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { grantsOptions } from "@/lib/approvals/around-options";
import { listGrants } from "@/lib/approvals/list-grants";
import { container } from "@/lib/container";

export const metadata: Metadata = { title: "Grants of approvals" };

type Props = { searchParams: Promise<{ cursor?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("approvals:read"))
    return (
      <>
        <PageHeader title="Approvals" />
        <NotPermitted detail="Seeing grants needs the permission approvals:read." />
      </>
    );
  const { cursor: given } = await searchParams;
  const cursor = [given].flat()[0];
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...grantsOptions(cursor),
    queryFn: () => listGrants(container().console, viewer, cursor),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <GrantsPage />
    </HydrationBoundary>
  );
}
