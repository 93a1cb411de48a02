import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { makeQueryClient } from "@/components/layout/query-client";
import { VersionPage } from "@/components/permissions/versions/version-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { versionNumber } from "@/lib/policy/address";
import { versionOptions, versionsOptions } from "@/lib/policy/options";
import { listPolicyVersions, readPolicyVersion } from "@/lib/policy/read-versions";

export const metadata: Metadata = { title: "Version" };

type Props = { params: Promise<{ number: string }> };

export default async function Version({ params }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const number = versionNumber((await params).number);
  if (number === null) notFound();
  const { console: pool } = container();
  const queries = makeQueryClient();
  await Promise.all([
    queries.prefetchQuery({
      ...versionOptions(number),
      queryFn: () => readPolicyVersion(pool, number),
    }),
    queries.prefetchQuery({
      ...versionsOptions(undefined),
      queryFn: () => listPolicyVersions(pool, undefined),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <VersionPage number={number} />
    </HydrationBoundary>
  );
}
