import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { ReviewPage } from "@/components/permissions/review/review-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { DomainError } from "@/lib/errors";
import { readDraft } from "@/lib/policy/drafts/read-drafts";
import { draftOptions, FIRST_FOUND, replayOptions } from "@/lib/policy/options";
import { replayQuery } from "@/lib/policy/replay/model";
import { readReplay } from "@/lib/policy/replay/read-replay";

export const metadata: Metadata = { title: "Review of a draft" };

type Props = { params: Promise<{ id: string }> };

export default async function Review({ params }: Props) {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("policy:read")) return null;
  const id = decodeURIComponent((await params).id);
  const queries = makeQueryClient();
  // What it takes to review is worked out where it is shown: it may take a moment.
  const { console: pool } = container();
  await Promise.all([
    queries.prefetchQuery({ ...draftOptions(id), queryFn: () => readDraft(pool, id) }),
    queries.prefetchQuery({
      ...replayOptions(id, undefined, FIRST_FOUND),
      queryFn: () =>
        readReplay(pool, viewer, id, replayQuery.parse({ limit: FIRST_FOUND })).catch(
          (error: unknown) => {
            if (error instanceof DomainError && error.code === "not_found") return null;
            throw error;
          },
        ),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <ReviewPage id={id} me={`member:${viewer.email}`} />
    </HydrationBoundary>
  );
}
