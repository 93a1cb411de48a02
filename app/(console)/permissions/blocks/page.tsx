import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { BlocksPage } from "@/components/policy/blocks-page";
import { PolicyRights } from "@/components/policy/policy-rights";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { blocksOptions } from "@/lib/decisions/options";
import { listBlocks } from "@/lib/policy/list-blocks";

export const metadata: Metadata = { title: "Blocks" };

export default async function Page() {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read"))
    return (
      <>
        <PageHeader title="Blocks" />
        <NotPermitted detail="Seeing blocks needs the permission policy:read." />
      </>
    );
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...blocksOptions(),
    queryFn: async () => ({ items: await listBlocks(container().console), next: null }),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PolicyRights mayRead mayWrite={permissions.has("policy:write")}>
        <BlocksPage />
      </PolicyRights>
    </HydrationBoundary>
  );
}
