import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { SourcePage } from "@/components/sources/detail/source-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { listQuarantine } from "@/lib/calls/quarantine-list";
import { container } from "@/lib/container";
import { DomainError } from "@/lib/errors";
import { routes } from "@/lib/routes";
import { parseSourceAddress, quarantineParams } from "@/lib/sources/address";
import { findSource } from "@/lib/sources/find-source";
import { listFormats } from "@/lib/sources/list-formats";
import { getSource, listKeys } from "@/lib/sources/list-sources";
import {
  activityOptions,
  arrivalsOptions,
  formatsOptions,
  keysOptions,
  quarantineOptions,
  sourceOptions,
} from "@/lib/sources/options";
import { sourceActivity } from "@/lib/sources/source-activity";
import { sourceArrivals } from "@/lib/sources/source-arrivals";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("sources:read")) return { title: "Source" };
  return { title: (await sourceOf(params))?.name ?? "Source" };
}

export default async function Page({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const back = { name: "Sources", href: routes.sources() };
  if (!viewer.permissions.has("sources:read"))
    return (
      <>
        <PageHeader title="Source" back={back} />
        <NotPermitted detail="Seeing sources needs the permission sources:read." />
      </>
    );
  const { console: pool, env } = container();
  const address = parseSourceAddress(await searchParams);
  const found = await sourceOf(params);
  if (found === null) notFound();
  const id = found.publicId;
  const mayWrite = viewer.permissions.has("sources:write");
  const queries = makeQueryClient();
  queries.setQueryData(formatsOptions().queryKey, { items: listFormats(), next: null });
  const { tab } = address;
  const quarantine = quarantineParams(address);
  await Promise.all([
    queries.prefetchQuery({ ...sourceOptions(id), queryFn: () => getSource(pool, id) }),
    tab === undefined &&
      queries.prefetchQuery({
        ...activityOptions(id),
        queryFn: () => sourceActivity(pool, id, 24),
      }),
    (tab === undefined || tab === "connect") &&
      queries.prefetchQuery({
        ...arrivalsOptions(id),
        queryFn: () => sourceArrivals(pool, viewer, id),
      }),
    tab === "keys" &&
      mayWrite &&
      queries.prefetchQuery({
        ...keysOptions(id),
        queryFn: async () => ({ items: await listKeys(pool, id), next: null }),
      }),
    tab === "quarantine" &&
      queries.prefetchQuery({
        ...quarantineOptions(id, quarantine),
        queryFn: () =>
          listQuarantine(pool.sql, {
            sourceId: found.id,
            state: quarantine.state,
            limit: 50,
            cursor: quarantine.cursor ?? undefined,
          }),
      }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SourcePage
        id={id}
        name={found.name}
        address={address}
        deployment={env.url.origin}
        mayWrite={mayWrite}
        mayReadPayload={viewer.permissions.has("payload:read")}
      />
    </HydrationBoundary>
  );
}

/** By id or name; null where there is none. */
async function sourceOf(params: Props["params"]) {
  const { id } = await params;
  return findSource(container().console.db, decodeURIComponent(id)).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  });
}
