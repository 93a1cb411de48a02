import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ApprovalsHeader } from "@/components/approvals/approvals-header";
import { FiguresPage } from "@/components/approvals/figures/figures-page";
import { NotPermitted } from "@/components/layout/failed";
import { makeQueryClient } from "@/components/layout/query-client";
import { requireViewer } from "@/lib/access/page-viewer";
import { figuresOptions } from "@/lib/approvals/around-options";
import { readFigures } from "@/lib/approvals/read-figures";
import { container } from "@/lib/container";

export const metadata: Metadata = { title: "Figures of approvals" };

export default async function Page() {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("calls:read"))
    return (
      <>
        <ApprovalsHeader />
        <NotPermitted detail="Figures of approvals need the permission calls:read." />
      </>
    );
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...figuresOptions(),
    queryFn: () => readFigures(container().console),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <FiguresPage />
    </HydrationBoundary>
  );
}
