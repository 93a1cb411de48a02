"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CallListParams } from "@/lib/calls/address";
import type { CallChain } from "@/lib/calls/call-chain";
import { placeLive } from "@/lib/calls/merge-live";
import { callsOptions, liveOptions } from "@/lib/calls/options";
import type { CallPage, CallRow } from "@/lib/calls/view";

export type LiveCalls = {
  /** What came and is shown, by the cursor of the page that it has its place in. */
  places: ReadonlyMap<string | null, CallRow[]>;
  /** What came and is not shown while the list is held. */
  waiting: number;
  failing: boolean;
  show: () => void;
};

/** What comes into a list while `on`. While `held`, nothing more is added to it. */
export function useLiveCalls(
  params: CallListParams,
  { page, chain }: { page: CallPage; chain: CallChain },
  { on, held }: { on: boolean; held: boolean },
): LiveCalls {
  const queries = useQueryClient();
  const { data, isError } = useQuery({ ...liveOptions(params, page.head), enabled: on });
  const head = data?.head ?? page.head;
  const [shown, setShown] = useState<number | null>(null);
  if (!held && shown !== null) setShown(null);
  if (held && shown === null) setShown(head);
  const overrun = on && data?.overrun === true && !held;
  const { queryKey } = callsOptions(params);
  useEffect(() => {
    if (overrun) void queries.invalidateQueries({ queryKey });
  });
  if (!on) return { places: new Map(), waiting: 0, failing: false, show: () => {} };
  // What was sequenced while the page was read may be in both.
  const known = new Set(page.items.map(({ id }) => id));
  const arrived = (data?.calls ?? []).filter(({ id }) => !known.has(id));
  const places = placeLive(chain, arrived, shown ?? head);
  return {
    places,
    waiting: sizeOf(placeLive(chain, arrived, head)) - sizeOf(places),
    failing: isError,
    show: () => setShown(held ? head : null),
  };
}

function sizeOf(places: ReadonlyMap<unknown, readonly unknown[]>): number {
  return [...places.values()].reduce((sum, { length }) => sum + length, 0);
}
