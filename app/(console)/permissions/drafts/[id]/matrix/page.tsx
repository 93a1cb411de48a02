import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { DraftMatrixPage } from "@/components/permissions/matrix/matrix-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { readDraft } from "@/lib/policy/drafts/read-drafts";
import { matrixQueryOf, parseMatrixAddress } from "@/lib/policy/matrix/address";
import { matrixOptions } from "@/lib/policy/matrix/options";
import { readMatrix } from "@/lib/policy/matrix/read-matrix";
import { draftOptions } from "@/lib/policy/options";

export const metadata: Metadata = { title: "Draft" };

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DraftMatrix({ params, searchParams }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const id = decodeURIComponent((await params).id);
  const query = matrixQueryOf(parseMatrixAddress(await searchParams), { draft: id });
  const { console: pool, directory } = container();
  const queries = makeQueryClient();
  await Promise.all([
    queries.prefetchQuery({ ...draftOptions(id), queryFn: () => readDraft(pool, id) }),
    queries.prefetchQuery({
      ...matrixOptions(query),
      queryFn: async () => readMatrix(pool, (await directory.current()).index, query, Date.now()),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DraftMatrixPage id={id} />
    </HydrationBoundary>
  );
}
