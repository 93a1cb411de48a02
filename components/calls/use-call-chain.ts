"use client";
import { useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CallListParams } from "@/lib/calls/address";
import { holds, startChain } from "@/lib/calls/call-chain";
import { callsOptions, chainOptions } from "@/lib/calls/options";

/**
 * The first page of a list, and what was read of the list so far. `onRestart`: the first page is
 * another one, and what was read below it is no longer what follows.
 */
export function useCallChain(params: CallListParams, onRestart: () => void) {
  const queries = useQueryClient();
  const { data: page, dataUpdatedAt } = useSuspenseQuery(callsOptions(params));
  const { data: known } = useQuery(chainOptions(params));
  const fits = known !== undefined && holds(known, params.cursor, page);
  const chain = fits ? known : startChain(params.cursor, page);
  const { queryKey } = chainOptions(params);
  useEffect(() => {
    if (fits) return;
    if (known !== undefined) onRestart();
    queries.setQueryData(queryKey, chain);
  });
  return { page, chain, dataUpdatedAt };
}
