import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { UnlinkedList } from "@/components/directory/unlinked-list";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { presenceOptions } from "@/lib/calls/options";
import { callPresence } from "@/lib/calls/query";
import { container } from "@/lib/container";
import { listUnlinked } from "@/lib/identity/list-unlinked";
import { unlinkedOptions } from "@/lib/identity/options";

export const metadata: Metadata = { title: "Not linked yet" };

export default async function UnlinkedPage() {
  const viewer = await requireViewer();
  const { console: pool } = container();
  const queries = makeQueryClient();
  await Promise.all([
    queries.prefetchQuery({ ...unlinkedOptions(), queryFn: () => listUnlinked(pool, viewer) }),
    queries.prefetchQuery({ ...presenceOptions(), queryFn: () => callPresence(pool, viewer) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <UnlinkedList />
    </HydrationBoundary>
  );
}
