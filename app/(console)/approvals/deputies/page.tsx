import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ApprovalsHeader } from "@/components/approvals/approvals-header";
import { DeputiesPage } from "@/components/approvals/deputies/deputies-page";
import { NotPermitted } from "@/components/layout/failed";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { delegationsOptions } from "@/lib/approvals/around-options";
import { listDelegations } from "@/lib/approvals/list-delegations";
import { container } from "@/lib/container";

export const metadata: Metadata = { title: "Deputies" };

export default async function Page() {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("approvals:decide"))
    return (
      <>
        <ApprovalsHeader />
        <NotPermitted detail="Deputies are of those who decide: this needs the permission approvals:decide." />
      </>
    );
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...delegationsOptions(),
    queryFn: () => listDelegations(container().console, viewer),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DeputiesPage me={viewer.memberId} />
    </HydrationBoundary>
  );
}
