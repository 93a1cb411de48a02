import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ClientsList } from "@/components/directory/clients-list";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { presenceOptions } from "@/lib/calls/options";
import { callPresence } from "@/lib/calls/query";
import { container } from "@/lib/container";
import { parseListAddress } from "@/lib/identity/list-address";
import { listDirectory } from "@/lib/identity/list-directory";
import { directoryOptions } from "@/lib/identity/options";

export const metadata: Metadata = { title: "Clients" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ClientsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const address = parseListAddress(await searchParams);
  const { console: pool } = container();
  const queries = makeQueryClient();
  await Promise.all([
    queries.prefetchQuery({
      ...directoryOptions("clients", address),
      queryFn: () => listDirectory(pool, viewer, "clients", address),
    }),
    queries.prefetchQuery({ ...presenceOptions(), queryFn: () => callPresence(pool, viewer) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ClientsList />
    </HydrationBoundary>
  );
}
