"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { callOptions, neighboursOptions } from "@/lib/calls/options";
import type { CallPage, CallRow } from "@/lib/calls/view";
import type { CallsAddress } from "@/lib/routes";
import { IdentityHero } from "../../identity/identity-hero";
import { Failed } from "../../layout/failed";
import { useWindowKeys } from "../../layout/use-window-keys";
import { ErrorBoundary } from "../../ui/error-boundary";
import type { Go } from "../use-calls-address";
import { COVERED } from "../use-media";
import { CallMoment } from "./call-moment";
import { CallSections } from "./call-sections";
import { DrawerHeader } from "./drawer-header";
import { DrawerSkeleton } from "./drawer-skeleton";

/**
 * One call beside the list, or over it where there is no room. Not modal: the list stays usable. What the list
 * knows already is shown while the rest is read.
 */
export function CallDrawer({
  id,
  params,
  address,
  go,
  zone,
  mayReadPayload,
  mayErase,
}: {
  id: string;
  params: CallListParams;
  address: CallsAddress;
  go: Go;
  zone: string;
  mayReadPayload: boolean;
  mayErase: boolean;
}) {
  const row = useListedCall(id);
  // Only listens: the sections ask for it. A call outside the list is named by its own detail.
  const { data: detail } = useQuery({ ...callOptions(id), enabled: false });
  const known = row ?? detail;
  useWindowKeys({ Escape: () => go({ call: undefined }) });
  const { data: beside } = useQuery(neighboursOptions(params));
  const here = beside?.id === id ? beside : undefined;
  return (
    <aside
      ref={focusWhereItCovers}
      tabIndex={-1}
      aria-label="Call"
      className="fixed inset-0 z-30 flex min-w-0 flex-col bg-canvas outline-none lg:static lg:z-auto lg:w-[min(34rem,50%)] lg:shrink-0 lg:border-l"
    >
      <DrawerHeader
        row={known}
        // A link to it opens the list at the page that holds it.
        address={{ ...address, cursor: here?.cursor ?? address.cursor }}
        newer={here?.newer ?? undefined}
        older={here?.older ?? undefined}
        go={go}
      />
      <CallMoment call={known} zone={zone} />
      <div
        key={id}
        tabIndex={0}
        role="region"
        aria-label="Details of the call"
        data-scrolls
        className="min-h-0 flex-1 overflow-auto overscroll-contain focus-visible:outline-offset-[-2px]"
      >
        <ErrorBoundary fallback={(error, retry) => <Failed error={error} retry={retry} />}>
          <Suspense
            fallback={<DrawerSkeleton>{row && <IdentityHero call={row} />}</DrawerSkeleton>}
          >
            <CallSections id={id} zone={zone} mayReadPayload={mayReadPayload} mayErase={mayErase} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </aside>
  );
}

/** What the list has of a call, on any of its pages. */
function useListedCall(id: string): CallRow | undefined {
  const pages = useQueryClient().getQueriesData<CallPage>({ queryKey: ["calls", "list"] });
  for (const [, page] of pages) {
    const row = page?.items.find((call) => call.id === id);
    if (row) return row;
  }
  return undefined;
}

/** Over the list the drawer takes the focus; beside it, the focus stays in the list. */
function focusWhereItCovers(drawer: HTMLElement | null) {
  if (drawer && window.matchMedia(COVERED).matches) drawer.focus();
}
