import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { MarkedPrincipals } from "@/components/directory/marked-principals";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseListAddress } from "@/lib/identity/list-address";
import { listDirectory } from "@/lib/identity/list-directory";
import { directoryOptions } from "@/lib/identity/options";

export const metadata: Metadata = { title: "Services" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ServicesPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  const address = parseListAddress(await searchParams);
  const { console: pool } = container();
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...directoryOptions("services", address),
    queryFn: () => listDirectory(pool, viewer, "services", address),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <MarkedPrincipals list="services" />
    </HydrationBoundary>
  );
}
