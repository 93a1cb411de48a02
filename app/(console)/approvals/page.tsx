import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Inbox } from "@/components/approvals/inbox";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { parseApprovalsAddress, selectedIn } from "@/lib/approvals/address";
import { noticesOptions } from "@/lib/approvals/around-options";
import { approvalDeps } from "@/lib/approvals/deps";
import { listApprovals } from "@/lib/approvals/list-approvals";
import {
  approvalOptions,
  approvalsOptions,
  listQuery,
  selectionOptions,
} from "@/lib/approvals/options";
import { readNotices } from "@/lib/approvals/read-notices";
import { readSelection } from "@/lib/approvals/read-selection";
import { readApproval } from "@/lib/approvals/read-approval";
import { presenceOptions } from "@/lib/calls/options";
import { callPresence } from "@/lib/calls/query";
import { container } from "@/lib/container";

export const metadata: Metadata = { title: "Approvals" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ApprovalsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("approvals:read"))
    return (
      <>
        <PageHeader title="Approvals" />
        <NotPermitted detail="Seeing approvals needs the permission approvals:read." />
      </>
    );
  const address = parseApprovalsAddress(await searchParams);
  const { approval } = address;
  const together = viewer.permissions.has("approvals:decide") ? selectedIn(address.together) : [];
  const pool = container().console;
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await Promise.all([
    queries.prefetchQuery({
      ...approvalsOptions(address),
      queryFn: () => listApprovals(pool, viewer, listQuery(address)),
    }),
    queries.prefetchQuery({ ...noticesOptions(), queryFn: () => readNotices(pool, viewer) }),
    approval !== undefined &&
      queries.prefetchQuery({
        ...approvalOptions(approval),
        queryFn: () => readApproval(approvalDeps(container(), pool), viewer, approval),
      }),
    together.length > 0 &&
      queries.prefetchQuery({
        ...selectionOptions(together),
        queryFn: () => readSelection(approvalDeps(container(), pool), viewer, together),
      }),
    viewer.permissions.has("calls:read") &&
      queries.prefetchQuery({ ...presenceOptions(), queryFn: () => callPresence(pool, viewer) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Inbox />
    </HydrationBoundary>
  );
}
