import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { AdminLog } from "@/components/access/admin-log/admin-log";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { adminLogParams, parseAdminLogAddress } from "@/lib/access/admin-log-address";
import { listAdminLog } from "@/lib/access/list-admin-log";
import { adminLogOptions } from "@/lib/access/options";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";

export const metadata: Metadata = { title: "Admin log" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AdminLogPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("admin-log:read"))
    return (
      <>
        <PageHeader title="Admin log" />
        <NotPermitted detail="Reading the admin log needs the permission admin-log:read." />
      </>
    );
  const params = adminLogParams(parseAdminLogAddress(await searchParams));
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await queries.prefetchQuery({
    ...adminLogOptions(params),
    queryFn: () => listAdminLog(container().console, viewer, params),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <AdminLog />
    </HydrationBoundary>
  );
}
