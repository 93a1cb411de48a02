"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CallListParams } from "@/lib/calls/address";
import { COUNT_KEYS } from "@/lib/calls/facets/options";
import { callsOptions, chainOptions, presenceOptions } from "@/lib/calls/options";
import { FreshnessButton } from "../layout/freshness-button";

/** Reads the list of calls anew, from its first page, and what is counted beside it. */
export function RefreshButton({ params, zone }: { params: CallListParams; zone: string }) {
  const client = useQueryClient();
  // Only watched here: the list itself asks.
  const page = useQuery({ ...callsOptions(params), enabled: false });
  const refresh = () => {
    client.setQueryData(
      chainOptions(params).queryKey,
      (chain) => chain && { ...chain, anew: true },
    );
    void client.invalidateQueries({ queryKey: ["calls", "list"] });
    void client.invalidateQueries({ queryKey: presenceOptions().queryKey });
    for (const queryKey of COUNT_KEYS) void client.invalidateQueries({ queryKey });
  };
  return <FreshnessButton watched={page} zone={zone} onRefresh={refresh} />;
}
