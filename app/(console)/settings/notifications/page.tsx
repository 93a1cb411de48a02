import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { NotPermitted } from "@/components/layout/failed";
import { PageHeader } from "@/components/layout/page-header";
import { makeQueryClient } from "@/components/layout/query-client";
import { NotificationsPage } from "@/components/notify/notifications-page";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { listChannels } from "@/lib/notify/list-channels";
import { channelsOptions } from "@/lib/notify/options";

export const metadata: Metadata = { title: "Notifications" };

export default async function Notifications() {
  const viewer = await requireViewer();
  if (!viewer.permissions.has("webhooks:write"))
    return (
      <>
        <PageHeader title="Notifications" />
        <NotPermitted detail="Notifications need the permission webhooks:write." />
      </>
    );
  const { console: pool, env } = container();
  const queries = makeQueryClient();
  await queries.prefetchQuery({
    ...channelsOptions(),
    queryFn: async () => ({
      items: await listChannels(pool.sql),
      next: null,
      emailReady: env.smtpUrl !== undefined,
    }),
  });
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <NotificationsPage />
    </HydrationBoundary>
  );
}
