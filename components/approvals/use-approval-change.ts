"use client";
import { useQueryClient } from "@tanstack/react-query";
import { APPROVALS_KEY } from "@/lib/approvals/options";

/** A change of approvals: everything that was read of them is asked for again. */
export function useApprovalChange<Input extends unknown[]>(
  change: (...input: Input) => Promise<unknown>,
): (...input: Input) => Promise<void> {
  const queries = useQueryClient();
  return async (...input) => {
    await change(...input);
    await queries.invalidateQueries({ queryKey: APPROVALS_KEY });
  };
}
