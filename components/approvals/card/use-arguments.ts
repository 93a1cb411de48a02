"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { argumentsOptions } from "@/lib/approvals/options";
import type { CardData } from "./card-data";

/**
 * The arguments of a held call, and those of the last one like it that the viewer decided: at once where
 * the viewer is asked, else when they ask, since each look is recorded.
 */
export function useArguments({ id, state, toMe, argumentsBytes, history }: CardData) {
  const [asked, setAsked] = useState(state === "pending" && toMe);
  const [revealing, setRevealing] = useState(false);
  const kept = asked && argumentsBytes !== null && argumentsBytes > 0;
  const masked = useQuery({ ...argumentsOptions(id, false), enabled: kept });
  const revealed = useQuery({ ...argumentsOptions(id, true), enabled: kept && revealing });
  const last = history.approvals.find(({ mine }) => mine) ?? null;
  const before = useQuery({
    ...argumentsOptions(last?.id ?? "", false),
    enabled: kept && last !== null,
  });
  return {
    asked,
    ask: () => setAsked(true),
    reveal: () => setRevealing(true),
    masked: masked.data ?? null,
    revealed: revealed.data ?? null,
    isRevealing: revealed.isFetching,
    /** What it is compared with; without arguments where they are gone. */
    last: last && {
      ...last,
      arguments: before.data?.arguments ?? null,
      // It may be addressed to others by now: no reason to keep anybody from deciding this one.
      isUnreadable: before.isError,
    },
    isWaiting: kept && (masked.isPending || (last !== null && before.isPending)),
    error: masked.error ?? revealed.error,
    retry: () => {
      for (const one of [masked, revealed]) if (one.isError) void one.refetch();
    },
  };
}
