import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { Metadata } from "next";
import { Profile } from "@/components/access/profile/profile";
import { makeQueryClient } from "@/components/layout/query-client";
import { getMember } from "@/lib/access/list-members";
import { listSessions, listTokens } from "@/lib/access/list-sessions";
import { memberOptions, sessionsOptions, tokensOptions } from "@/lib/access/options";
import { requireViewer } from "@/lib/access/page-viewer";
import { container } from "@/lib/container";
import { nextPath } from "@/lib/next-path";
import { listPasskeys } from "@/lib/passkeys/list-passkeys";
import { passkeysOptions } from "@/lib/passkeys/options";

export const metadata: Metadata = { title: "Profile" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProfilePage({ searchParams }: Props) {
  const { connected, refused, back } = await searchParams;
  const viewer = await requireViewer();
  const { memberId } = viewer;
  const { console: pool, env } = container();
  const queries = makeQueryClient();
  // What fails here is asked for again by the browser, which can show why.
  await Promise.all([
    queries.prefetchQuery({ ...memberOptions(null), queryFn: () => getMember(pool, memberId) }),
    queries.prefetchQuery({
      ...sessionsOptions(null),
      queryFn: async () => ({ items: await listSessions(pool, viewer, memberId), next: null }),
    }),
    queries.prefetchQuery({
      ...passkeysOptions(null),
      queryFn: () => listPasskeys(pool, env, memberId),
    }),
    queries.prefetchQuery({
      ...tokensOptions(null),
      queryFn: async () => ({ items: await listTokens(pool, memberId), next: null }),
    }),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Profile
        company={env.oidc !== undefined}
        came={{
          connected: connected !== undefined,
          refused: typeof refused === "string" ? refused : null,
        }}
        back={nextPath(back, "") || null}
      />
    </HydrationBoundary>
  );
}
