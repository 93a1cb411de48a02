import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Decisions } from "@/components/decisions/decisions";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseDecisionsAddress } from "@/lib/decisions/address";
import { listDecisions } from "@/lib/decisions/list-decisions";
import { decisionsOptions } from "@/lib/decisions/options";
import { decisionsQuery } from "@/lib/decisions/view";

export const metadata: Metadata = { title: "Decisions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DecisionsPage({ searchParams }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("policy:read"))
    return (
      <>
        <PageHeader title="Decisions" />
        <NotPermitted detail="Seeing decisions needs the permission policy:read." />
      </>
    );
  const address = parseDecisionsAddress(await searchParams);
  const asked = decisionsQuery.safeParse(address);
  const queries = makeQueryClient();
  // What cannot be read here is asked for by the browser, which can show why.
  if (asked.success) {
    await queries.prefetchQuery({
      ...decisionsOptions(address),
      queryFn: () => listDecisions(container().console, asked.data),
    });
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Decisions />
    </HydrationBoundary>
  );
}
