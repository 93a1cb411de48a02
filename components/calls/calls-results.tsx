"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { callsOptions, presenceOptions } from "@/lib/calls/options";
import type { CallsAddress } from "@/lib/routes";
import { CallsEmpty, type EmptyProps, PageBeyondEnd } from "./calls-empty";
import { CallsScroll } from "./calls-scroll";
import { LiveStrip } from "./live-strip";
import { useCallChain } from "./use-call-chain";
import type { Go } from "./use-calls-address";
import { useLiveCalls } from "./use-live-calls";

/** One long list of calls, or why there is none. */
export function CallsResults({
  params,
  stale,
  address,
  go,
  zone,
  mayConnect,
}: {
  params: CallListParams;
  /** The address asks for another list already; this one is about to be replaced. */
  stale: boolean;
  address: CallsAddress;
  go: Go;
  zone: string;
  mayConnect: boolean;
}) {
  const list = useRef<HTMLDivElement>(null);
  const toTop = () => list.current?.scrollTo({ top: 0 });
  const { page, chain, dataUpdatedAt } = useCallChain(params, toTop);
  const [scrolled, setScrolled] = useState(false);
  const on = address.live === "on";
  const held = on ? heldBy({ scrolled, open: address.call !== undefined }) : null;
  const live = useLiveCalls(params, { page, chain }, { on, held: held !== null });
  const nothing = live.places.size === 0 && chain.links.every(({ count }) => count === 0);
  if (nothing && chain.next === null && chain.previous === null)
    return params.cursor === null ? (
      <NoRows
        shownKey={callsOptions(params).queryKey}
        address={address}
        go={go}
        zone={zone}
        now={dataUpdatedAt}
        mayConnect={mayConnect}
      />
    ) : (
      <PageBeyondEnd go={go} />
    );
  return (
    <>
      {on && (
        <LiveStrip
          live={live}
          held={held}
          onShow={() => {
            live.show();
            toTop();
          }}
        />
      )}
      <CallsScroll
        // Other results begin at their own place, with every panel of the ones before closed.
        key={JSON.stringify(params)}
        params={params}
        chain={chain}
        places={live.places}
        list={list}
        onScrolled={setScrolled}
        stale={stale}
        address={address}
        go={go}
        zone={zone}
        now={dataUpdatedAt}
      />
    </>
  );
}

/** Rows must not move under who reads them. */
function heldBy({ scrolled, open }: { scrolled: boolean; open: boolean }): string | null {
  if (open) return "while a call is open";
  return scrolled ? "while you are further down" : null;
}

function NoRows(props: Omit<EmptyProps, "presence">) {
  const { data: presence } = useSuspenseQuery(presenceOptions());
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <CallsEmpty presence={presence} {...props} />
    </div>
  );
}
