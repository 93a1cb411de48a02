import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { ComparePage } from "@/components/permissions/versions/compare-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseCompareAddress } from "@/lib/policy/address";
import { versionsOptions } from "@/lib/policy/options";
import { listPolicyVersions } from "@/lib/policy/read-versions";

export const metadata: Metadata = { title: "Compare versions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Compare({ searchParams }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...versionsOptions(undefined),
    queryFn: () => listPolicyVersions(container().console, undefined),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ComparePage address={parseCompareAddress(await searchParams)} />
    </HydrationBoundary>
  );
}
