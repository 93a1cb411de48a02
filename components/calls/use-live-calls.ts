"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { mergeLive } from "@/lib/calls/merge-live";
import { callsOptions, liveOptions } from "@/lib/calls/options";
import type { CallPage, CallRow } from "@/lib/calls/view";

export type LiveCalls = {
  rows: CallRow[];
  /** What came and is not shown while the list is held. */
  waiting: number;
  failing: boolean;
  show: () => void;
};

/** The page's rows, with what comes while `on`. While `held`, rows stay where they are. */
export function useLiveCalls(
  params: CallListParams,
  page: CallPage,
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
  if (!on) return { rows: page.items, waiting: 0, failing: false, show: () => {} };
  const rows = mergeLive(page, data?.calls ?? [], shown ?? head);
  const all = mergeLive(page, data?.calls ?? [], head);
  const seen = new Set(rows.map(({ id }) => id));
  return {
    rows,
    waiting: all.filter(({ id }) => !seen.has(id)).length,
    failing: isError,
    show: () => setShown(held ? head : null),
  };
}
