import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Members } from "@/components/access/members/members";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { listInvitations, listMembers } from "@/lib/access/list-members";
import { invitationsOptions, membersOptions } from "@/lib/access/options";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("members:write"))
    return (
      <>
        <PageHeader title="Members" />
        <NotPermitted detail="Seeing and changing members needs the permission members:write." />
      </>
    );
  const { console: pool } = container();
  const queries = makeQueryClient();
  await Promise.all([
    queries.prefetchQuery({
      ...membersOptions(),
      queryFn: async () => ({ items: await listMembers(pool), next: null }),
    }),
    queries.prefetchQuery({
      ...invitationsOptions(),
      queryFn: async () => ({ items: await listInvitations(pool), next: null }),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Members />
    </HydrationBoundary>
  );
}
