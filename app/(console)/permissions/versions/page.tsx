import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { VersionsList } from "@/components/permissions/versions/versions-list";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseVersionsCursor, versionNumber } from "@/lib/policy/address";
import { versionsOptions } from "@/lib/policy/options";
import { listPolicyVersions } from "@/lib/policy/read-versions";

export const metadata: Metadata = { title: "Versions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Versions({ searchParams }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const cursor = parseVersionsCursor(await searchParams);
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...versionsOptions(cursor),
    queryFn: () => listPolicyVersions(container().console, versionNumber(cursor) ?? undefined),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <VersionsList cursor={cursor} />
    </HydrationBoundary>
  );
}
