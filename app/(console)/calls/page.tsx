import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { CallsExplorer } from "@/components/calls/calls-explorer";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { PolicyRights } from "@/components/policy/policy-rights";
import { requireViewer } from "@/lib/access/page-viewer";
import { listParams, parseAddress } from "@/lib/calls/address";
import { getCall } from "@/lib/calls/call-detail";
import { callOptions, callsOptions, presenceOptions } from "@/lib/calls/options";
import { PANELS_COOKIE, readPanels } from "@/lib/calls/panels";
import { callPresence, listCalls } from "@/lib/calls/query";
import { parseQuery } from "@/lib/calls/query-language/parse";
import { parseRemembered, REMEMBERED_COOKIE } from "@/lib/calls/remembered";
import { container } from "@/lib/container";
import { JOB_KINDS } from "@/lib/jobs/model";
import { listViews } from "@/lib/views/list-views";
import { viewsOptions } from "@/lib/views/options";

export const metadata: Metadata = { title: "Calls" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CallsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("calls:read"))
    return (
      <>
        <PageHeader title="Calls" />
        <NotPermitted detail="Seeing calls needs the permission calls:read." />
      </>
    );
  const panels = readPanels((await cookies()).get(PANELS_COOKIE)?.value);
  const address = parseAddress(await searchParams);
  const { console: pool, directory } = container();
  const params = listParams(address);
  const queries = makeQueryClient();
  const readable = parseQuery(params.q).ok;
  const id = address.call;
  // What fails here is asked for again by the browser, which can show why.
  await Promise.all([
    queries.prefetchQuery({
      ...viewsOptions(),
      queryFn: async () => ({ items: await listViews(pool, viewer), next: null }),
    }),
    queries.prefetchQuery({
      ...presenceOptions(),
      queryFn: () => callPresence(pool, viewer),
    }),
    readable &&
      queries.prefetchQuery({
        ...callsOptions(params),
        queryFn: () => listCalls(pool, viewer, { ...params, cursor: params.cursor ?? undefined }),
      }),
    id &&
      queries.prefetchQuery({
        ...callOptions(id),
        queryFn: () => getCall({ pool, directory }, viewer, id),
      }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PolicyRights
        mayRead={viewer.permissions.has("policy:read")}
        mayWrite={viewer.permissions.has("policy:write")}
      >
        <CallsExplorer
          mayReadPayload={viewer.permissions.has("payload:read")}
          mayErase={viewer.permissions.has("erasure:write")}
          mayCancelJobs={viewer.permissions.has(JOB_KINDS.rejudge.cancels)}
          mayConnect={viewer.permissions.has("sources:write")}
          mayShareViews={viewer.permissions.has("views:share")}
          mayExport={viewer.permissions.has("calls:export")}
          memberId={viewer.memberId}
          remembered={parseRemembered(
            (await cookies()).get(REMEMBERED_COOKIE)?.value,
            viewer.memberId,
          )}
          panels={panels}
        />
      </PolicyRights>
    </HydrationBoundary>
  );
}
