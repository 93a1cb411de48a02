"use client";
import { postBreakGlass } from "@/lib/approvals/around-requests";
import { useApprovalChange } from "../use-approval-change";

/** Lets a held call through past everybody, with the reason given. Throws what the API refuses. */
export function useBreakGlass(id: string): (reason: string) => Promise<void> {
  const letThrough = useApprovalChange(postBreakGlass);
  return (reason) => letThrough(id, reason);
}
