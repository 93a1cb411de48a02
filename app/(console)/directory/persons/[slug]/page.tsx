import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { PersonPage } from "@/components/directory/person-page";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { personOptions } from "@/lib/identity/options";
import { readPerson } from "@/lib/identity/read-person";

export const metadata: Metadata = { title: "Person" };

type Props = { params: Promise<{ slug: string }> };

export default async function PersonDetailPage({ params }: Props) {
  const viewer = await requireViewer();
  const slug = decodeURIComponent((await params).slug);
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...personOptions(slug),
    queryFn: () => readPerson(container().console, viewer, slug),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PersonPage slug={slug} mayErase={viewer.permissions.has("erasure:write")} />
    </HydrationBoundary>
  );
}
