import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MemberPage } from "@/components/access/members/member-page";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { getMember } from "@/lib/access/list-members";
import { listSessions, listTokens } from "@/lib/access/list-sessions";
import { memberOptions, sessionsOptions, tokensOptions } from "@/lib/access/options";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { listPasskeys } from "@/lib/passkeys/list-passkeys";
import { passkeysOptions } from "@/lib/passkeys/options";

export const metadata: Metadata = { title: "Member" };

type Props = { params: Promise<{ id: string }> };

export default async function OneMemberPage({ params }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("members:write"))
    return (
      <>
        <PageHeader title="Member" />
        <NotPermitted detail="Seeing and changing members needs the permission members:write." />
      </>
    );
  const { id } = await params;
  const { console: pool, env } = container();
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await Promise.all([
    queries.prefetchQuery({ ...memberOptions(id), queryFn: () => getMember(pool, id) }),
    queries.prefetchQuery({
      ...sessionsOptions(id),
      queryFn: async () => ({ items: await listSessions(pool, viewer, id), next: null }),
    }),
    queries.prefetchQuery({
      ...passkeysOptions(id),
      queryFn: () => listPasskeys(pool, env, id),
    }),
    queries.prefetchQuery({
      ...tokensOptions(id),
      queryFn: async () => ({ items: await listTokens(pool, id), next: null }),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <MemberPage id={id} />
    </HydrationBoundary>
  );
}
