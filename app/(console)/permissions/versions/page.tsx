import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { VersionsList } from "@/components/permissions/versions/versions-list";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseVersionsCursor, versionNumber } from "@/lib/policy/address";
import { readSingleAdmin } from "@/lib/policy/guard/single-admin";
import { singleAdminOptions, versionsOptions } from "@/lib/policy/options";
import { listPolicyVersions } from "@/lib/policy/read-versions";

export const metadata: Metadata = { title: "Versions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Versions({ searchParams }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const cursor = parseVersionsCursor(await searchParams);
  const queries = makeQueryClient();
  const { console: pool } = container();
  await Promise.all([
    queries.prefetchQuery({
      ...versionsOptions(cursor),
      queryFn: () => listPolicyVersions(pool, versionNumber(cursor) ?? undefined),
    }),
    queries.prefetchQuery({
      ...singleAdminOptions(),
      queryFn: () => readSingleAdmin(pool.db),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <VersionsList cursor={cursor} />
    </HydrationBoundary>
  );
}
