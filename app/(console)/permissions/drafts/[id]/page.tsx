import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { DraftTextPage } from "@/components/permissions/text/draft-text-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { lineNumber } from "@/lib/policy/address";
import { readDraft } from "@/lib/policy/drafts/read-drafts";
import { draftOptions } from "@/lib/policy/options";

export const metadata: Metadata = { title: "Draft" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function Draft({ params, searchParams }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const id = decodeURIComponent((await params).id);
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...draftOptions(id),
    queryFn: () => readDraft(container().console, id),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DraftTextPage id={id} line={lineNumber(await searchParams)} />
    </HydrationBoundary>
  );
}
