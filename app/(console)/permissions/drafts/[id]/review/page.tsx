import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { ReviewPage } from "@/components/permissions/review/review-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { readDraft } from "@/lib/policy/drafts/read-drafts";
import { draftOptions } from "@/lib/policy/options";

export const metadata: Metadata = { title: "Review of a draft" };

type Props = { params: Promise<{ id: string }> };

export default async function Review({ params }: Props) {
  const { permissions, email } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const id = decodeURIComponent((await params).id);
  const queries = makeQueryClient();
  // What it takes to review is worked out where it is shown: it may take a moment.
  await queries.prefetchQuery({
    ...draftOptions(id),
    queryFn: () => readDraft(container().console, id),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ReviewPage id={id} me={`member:${email}`} />
    </HydrationBoundary>
  );
}
