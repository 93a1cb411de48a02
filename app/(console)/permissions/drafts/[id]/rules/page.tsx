import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { DraftRulesPage } from "@/components/permissions/rules/rules-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { readDraft } from "@/lib/policy/drafts/read-drafts";
import { draftOptions } from "@/lib/policy/options";
import { rulesOptions } from "@/lib/policy/reach/options";
import { listRules } from "@/lib/policy/reach/rule-list";

export const metadata: Metadata = { title: "Draft" };

type Props = { params: Promise<{ id: string }> };

export default async function DraftRules({ params }: Props) {
  const { permissions } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const id = decodeURIComponent((await params).id);
  const { console: pool } = container();
  const queries = makeQueryClient();
  await Promise.all([
    queries.prefetchQuery({ ...draftOptions(id), queryFn: () => readDraft(pool, id) }),
    queries.prefetchQuery({ ...rulesOptions(id), queryFn: () => listRules(pool, { draft: id }) }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <DraftRulesPage id={id} />
    </HydrationBoundary>
  );
}
