"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { BlockedWhat } from "@/lib/policy/block-choices";
import { postBlock } from "@/lib/policy/block-requests";
import { endOf } from "./block-ends";

/** Sets a block; what was read of blocks, and of what would be answered now, is read anew. */
export function useSetBlock() {
  const refresh = useBlocksRefresh();
  return useMutation({
    mutationFn: ({ what, reason, end }: { what: BlockedWhat; reason: string; end: string }) =>
      postBlock({ ...what, reason, until: endOf(end, Date.now()) }),
    onSuccess: refresh,
  });
}

export function useBlocksRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all(
      [["blocks"], ["policy", "changes"], ["policy", "access"], ["calls", "policy"]].map(
        (queryKey) => queries.invalidateQueries({ queryKey }),
      ),
    );
  };
}
