import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { MatrixPage } from "@/components/permissions/matrix/matrix-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { matrixQueryOf, parseMatrixAddress } from "@/lib/policy/matrix/address";
import { matrixOptions } from "@/lib/policy/matrix/options";
import { readMatrix } from "@/lib/policy/matrix/read-matrix";

export const metadata: Metadata = { title: "Permissions" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Matrix({ searchParams }: Props) {
  const { permissions, email } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const query = matrixQueryOf(parseMatrixAddress(await searchParams), {});
  const { console: pool, directory } = container();
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await queries.prefetchQuery({
    ...matrixOptions(query),
    queryFn: async () => readMatrix(pool, (await directory.current()).index, query, Date.now()),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <MatrixPage me={`member:${email}`} />
    </HydrationBoundary>
  );
}
