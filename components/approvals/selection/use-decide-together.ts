"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Choice } from "@/lib/approvals/model";
import { APPROVALS_KEY } from "@/lib/approvals/options";
import { decideTogether } from "@/lib/approvals/requests";
import type { SelectionResult } from "@/lib/approvals/selection-view";

/** As `useDecide`, for several: pressed twice, it decides once, and everything is read anew. */
export function useDecideTogether(
  ids: readonly string[],
  onDecided: (result: SelectionResult) => void,
) {
  const queries = useQueryClient();
  const underWay = useRef(false);
  const [failedAt, setFailedAt] = useState(0);
  const deciding = useMutation({
    mutationFn: ({ choice, reason }: { choice: Choice; reason: string | undefined }) =>
      decideTogether(ids, choice, reason),
    onSuccess: onDecided,
    onError: () => setFailedAt(Date.now()),
    onSettled: () => {
      underWay.current = false;
      void queries.invalidateQueries({ queryKey: APPROVALS_KEY });
    },
  });
  return {
    isPending: deciding.isPending,
    error: deciding.error,
    /** When the last one failed, by this browser's clock. */
    failedAt,
    decide: (choice: Choice, reason: string | undefined) => {
      if (underWay.current) return;
      underWay.current = true;
      deciding.mutate({ choice, reason });
    },
  };
}
