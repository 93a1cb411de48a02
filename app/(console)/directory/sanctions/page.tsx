import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { SanctionsList } from "@/components/directory/sanctions-list";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseListAddress } from "@/lib/identity/list-address";
import { listDirectory } from "@/lib/identity/list-directory";
import { listProposals } from "@/lib/identity/list-proposals";
import { directoryOptions, proposalsOptions } from "@/lib/identity/options";

export const metadata: Metadata = { title: "Sanctions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SanctionsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const address = parseListAddress(await searchParams);
  const { console: pool } = container();
  const queries = makeQueryClient();
  await Promise.all([
    queries.prefetchQuery({
      ...directoryOptions("sanctions", address),
      queryFn: () => listDirectory(pool, viewer, "sanctions", address),
    }),
    queries.prefetchQuery({ ...proposalsOptions(), queryFn: () => listProposals(pool, viewer) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SanctionsList />
    </HydrationBoundary>
  );
}
