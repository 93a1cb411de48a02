import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ServerPage } from "@/components/directory/server-page";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { serverOptions } from "@/lib/identity/options";
import { readServer } from "@/lib/identity/read-server";

export const metadata: Metadata = { title: "Server" };

type Props = { params: Promise<{ id: string }> };

export default async function ServerDetailPage({ params }: Props) {
  const viewer = await requireViewer();
  const id = decodeURIComponent((await params).id);
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...serverOptions(id),
    queryFn: () => readServer(container().console, viewer, id),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ServerPage id={id} />
    </HydrationBoundary>
  );
}
