"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CallListParams } from "@/lib/calls/address";
import type { CallChain } from "@/lib/calls/call-chain";
import { callPageOptions } from "@/lib/calls/options";

/** Names no page: nothing is asked for where a list has ended. */
const NOWHERE = "";

/** Reads a list on at both ends: older calls where they are near, newer ones where asked for. */
export function useListEnds(params: CallListParams, chain: CallChain) {
  const queries = useQueryClient();
  const [stopped, setStopped] = useState(false);
  const [near, setNear] = useState(true);
  const [asked, setAsked] = useState<string | null>(null);
  const next = callPageOptions(params, chain.next ?? NOWHERE);
  const older = useQuery({ ...next, enabled: chain.next !== null && near && !stopped });
  const above = chain.previous !== null && chain.previous === asked;
  const newer = useQuery({ ...callPageOptions(params, chain.previous ?? NOWHERE), enabled: above });
  return {
    older,
    newer,
    stopped,
    near,
    setNear,
    stop: () => {
      setStopped(true);
      void queries.cancelQueries({ queryKey: next.queryKey, exact: true });
    },
    goOn: () => {
      setStopped(false);
      if (older.isError) void older.refetch();
    },
    askNewer: () => {
      if (above && newer.isError) void newer.refetch();
      setAsked(chain.previous);
    },
  };
}

export type ListEnds = ReturnType<typeof useListEnds>;
