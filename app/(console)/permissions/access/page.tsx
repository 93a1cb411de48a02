import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { makeQueryClient } from "@/components/layout/query-client";
import { AccessPage } from "@/components/permissions/access/access-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { parseAccessAddress } from "@/lib/policy/reach/address";
import { readEffective } from "@/lib/policy/reach/effective";
import { effectiveQuery } from "@/lib/policy/reach/effective-view";
import { accessOptions } from "@/lib/policy/reach/options";

export const metadata: Metadata = { title: "Effective access" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function Access({ searchParams }: Props) {
  const { permissions, email } = await requireViewer();
  if (!permissions.has("policy:read")) return null;
  const address = parseAccessAddress(await searchParams);
  const { console: pool, directory } = container();
  const queries = makeQueryClient();
  const asked = effectiveQuery.safeParse(address);
  // What cannot be read here is asked for by the browser, which can show why.
  if (asked.success && (address.subject ?? address.tool) !== undefined) {
    await queries.prefetchQuery({
      ...accessOptions(address),
      queryFn: () => readEffective({ pool, directory }, asked.data),
    });
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <AccessPage me={`member:${email}`} />
    </HydrationBoundary>
  );
}
