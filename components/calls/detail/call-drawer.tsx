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
import { DrawerEdge, drawerStyle } from "./drawer-edge";
import { DrawerHeader } from "./drawer-header";
import { DrawerSkeleton } from "./drawer-skeleton";
import { drawerTab, DrawerTabs } from "./drawer-tabs";

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
  width,
  onWidth,
}: {
  id: string;
  params: CallListParams;
  address: CallsAddress;
  go: Go;
  zone: string;
  mayReadPayload: boolean;
  mayErase: boolean;
  /** In pixels, where the member chose one. */
  width: number | undefined;
  onWidth: (width: number) => void;
}) {
  const row = useListedCall(id);
  // Only listens: the sections ask for it. A call outside the list is named by its own detail.
  const { data: detail } = useQuery({ ...callOptions(id), enabled: false });
  const known = row ?? detail;
  useWindowKeys({ Escape: () => go({ call: undefined }) });
  const { data: beside } = useQuery(neighboursOptions(params));
  const tab = drawerTab(address.tab);
  const here = beside?.id === id ? beside : undefined;
  return (
    <aside
      ref={focusWhereItCovers}
      tabIndex={-1}
      aria-label="Call"
      style={drawerStyle(width)}
      className="fixed inset-0 z-30 flex min-w-0 flex-col bg-canvas outline-none lg:relative lg:inset-auto lg:z-auto lg:w-(--drawer) lg:max-w-[70%] lg:min-w-[360px] lg:shrink-0 lg:border-l"
    >
      <DrawerEdge width={width} onWidth={onWidth} />
      <DrawerHeader
        row={known}
        detail={detail}
        // A link to it opens the list at the page that holds it.
        address={{ ...address, cursor: here?.cursor ?? address.cursor }}
        newer={here?.newer ?? undefined}
        older={here?.older ?? undefined}
        go={go}
      />
      <CallMoment call={known} zone={zone} />
      <DrawerTabs
        of={id}
        tab={tab}
        onTab={(next) => go({ tab: next === "answer" ? undefined : next }, { replace: true })}
      >
        <ErrorBoundary fallback={(error, retry) => <Failed error={error} retry={retry} />}>
          <Suspense
            fallback={
              <DrawerSkeleton>
                {row && tab === "answer" && <IdentityHero call={row} />}
              </DrawerSkeleton>
            }
          >
            <CallSections
              id={id}
              tab={tab}
              address={address}
              go={go}
              zone={zone}
              mayReadPayload={mayReadPayload}
              mayErase={mayErase}
            />
          </Suspense>
        </ErrorBoundary>
      </DrawerTabs>
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
