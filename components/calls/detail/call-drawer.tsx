"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { callOptions, callsOptions } from "@/lib/calls/options";
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
  const page = useQueryClient().getQueryData(callsOptions(params).queryKey);
  const at = page?.items.findIndex((call) => call.id === id) ?? -1;
  const row = page?.items[at];
  // Only listens: the sections ask for it. A call outside the list is named by its own detail.
  const { data: detail } = useQuery({ ...callOptions(id), enabled: false });
  const known = row ?? detail;
  useWindowKeys({ Escape: () => go({ call: undefined }) });
  const neighbour = (step: 1 | -1) => (at === -1 ? undefined : page?.items[at + step]?.id);
  return (
    <aside
      ref={focusWhereItCovers}
      tabIndex={-1}
      aria-label="Call"
      className="fixed inset-0 z-30 flex min-w-0 flex-col bg-canvas outline-none lg:static lg:z-auto lg:w-[min(34rem,50%)] lg:shrink-0 lg:border-l"
    >
      <DrawerHeader
        row={known}
        address={address}
        newer={neighbour(-1)}
        older={neighbour(1)}
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

/** Over the list the drawer takes the focus; beside it, the focus stays in the list. */
function focusWhereItCovers(drawer: HTMLElement | null) {
  if (drawer && window.matchMedia(COVERED).matches) drawer.focus();
}
