"use client";
import { useQueryClient, useIsFetching } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { CallListParams } from "@/lib/calls/address";
import { callsOptions, presenceOptions } from "@/lib/calls/options";
import { instantParts } from "@/lib/time-range";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

/** Reads the page again; says when it was read last. */
export function RefreshButton({ params, zone }: { params: CallListParams; zone: string }) {
  const client = useQueryClient();
  const { queryKey } = callsOptions(params);
  const busy = useIsFetching({ queryKey }) > 0;
  const readAt = client.getQueryState(queryKey)?.dataUpdatedAt;
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey }),
      client.invalidateQueries({ queryKey: presenceOptions().queryKey }),
    ]);
  return (
    <Button
      variant="ghost"
      aria-label="Refresh"
      title="Read this page again"
      onClick={() => void refresh()}
      className="font-normal tabular-nums"
    >
      <RotateCw aria-hidden className={cn("size-3.5", busy && "animate-spin")} />
      <span className="hidden text-xs text-ink-3 lg:inline">
        {readAt ? `updated ${instantParts(new Date(readAt).toISOString(), zone).time}` : "reading…"}
      </span>
    </Button>
  );
}
