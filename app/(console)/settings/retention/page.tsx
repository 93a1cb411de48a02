import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { Retention } from "@/components/retention/retention";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { listErasures } from "@/lib/erasure/list-erasures";
import { erasuresOptions } from "@/lib/erasure/options";
import { retentionOptions } from "@/lib/retention/options";
import { readRetention } from "@/lib/retention/read-retention";

export const metadata: Metadata = { title: "Retention" };

export default async function RetentionPage() {
  const { permissions } = await requireViewer();
  if (!permissions.has("calls:read"))
    return (
      <>
        <PageHeader title="Retention" />
        <NotPermitted detail="Seeing how long data are kept needs the permission calls:read." />
      </>
    );
  const { console: pool } = container();
  const queries = makeQueryClient();
  const mayList = permissions.has("admin-log:read");
  await Promise.all([
    queries.prefetchQuery({ ...retentionOptions(), queryFn: () => readRetention(pool.sql) }),
    mayList && queries.prefetchQuery({ ...erasuresOptions(), queryFn: () => listErasures(pool) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Retention
        mayWrite={permissions.has("retention:write")}
        mayErase={permissions.has("erasure:write")}
        mayListErasures={mayList}
      />
    </HydrationBoundary>
  );
}
