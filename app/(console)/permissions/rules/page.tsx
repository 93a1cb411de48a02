import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { RulesPage } from "@/components/permissions/rules/rules-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { rulesOptions } from "@/lib/policy/reach/options";
import { listRules } from "@/lib/policy/reach/rule-list";

export const metadata: Metadata = { title: "Rules" };

export default async function Rules() {
  const { permissions, email } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await queries.prefetchQuery({
    ...rulesOptions(null),
    queryFn: () => listRules(container().console, {}),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <RulesPage me={`member:${email}`} />
    </HydrationBoundary>
  );
}
