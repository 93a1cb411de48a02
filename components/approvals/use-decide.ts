"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { APPROVALS_KEY } from "@/lib/approvals/options";
import { type Answer, decide } from "@/lib/approvals/requests";
import type { ApprovalDetail } from "@/lib/approvals/view";

/**
 * The one place that decides. What is sent while an answer is under way is left out: pressed twice, it
 * decides once. Whatever comes of it, the card and the lists are read anew.
 */
export function useDecide({ id }: Pick<ApprovalDetail, "id">, onDone: () => void) {
  const queries = useQueryClient();
  const underWay = useRef(false);
  const deciding = useMutation({
    mutationFn: (answer: Answer) => decide(id, answer),
    onSettled: async () => {
      underWay.current = false;
      await queries.invalidateQueries({ queryKey: APPROVALS_KEY });
    },
  });
  return {
    isPending: deciding.isPending,
    error: deciding.error,
    decide: (answer: Answer) => {
      if (underWay.current) return;
      underWay.current = true;
      deciding.mutate(answer, { onSuccess: onDone });
    },
  };
}
