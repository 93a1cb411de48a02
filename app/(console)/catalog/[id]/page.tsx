import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ToolPage } from "@/components/catalog/tool-page";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { toolOptions } from "@/lib/catalog/options";
import { readTool } from "@/lib/catalog/read-tool";
import { container } from "@/lib/container";
import { routes } from "@/lib/routes";

export const metadata: Metadata = { title: "Tool" };

type Props = { params: Promise<{ id: string }> };

export default async function Tool({ params }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("directory:read"))
    return (
      <>
        <PageHeader title="Tool" back={{ name: "Catalog", href: routes.catalog() }} />
        <NotPermitted detail="The catalog needs the permission directory:read." />
      </>
    );
  const id = decodeURIComponent((await params).id);
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...toolOptions(id),
    queryFn: () => readTool(container().console, viewer, id),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ToolPage id={id} mayWrite={viewer.permissions.has("catalog:write")} />
    </HydrationBoundary>
  );
}
