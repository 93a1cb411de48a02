import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { DraftsList } from "@/components/permissions/drafts/drafts-list";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseDraftsAddress } from "@/lib/policy/address";
import { listDrafts } from "@/lib/policy/drafts/read-drafts";
import { draftsOptions } from "@/lib/policy/options";

export const metadata: Metadata = { title: "Drafts" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Drafts({ searchParams }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const address = parseDraftsAddress(await searchParams);
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await queries.prefetchQuery({
    ...draftsOptions(address),
    queryFn: () => listDrafts(container().console, { ...address, state: address.state ?? "open" }),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DraftsList address={address} />
    </HydrationBoundary>
  );
}
