"use client";
import { postBreakGlass } from "@/lib/approvals/around-requests";
import { signGlass } from "@/lib/passkeys/sign-decision";
import { useApprovalChange } from "../use-approval-change";

/**
 * Lets a held call through past everybody, signed by a passkey, with the reason given. Throws what the
 * API refuses, and `AuthenticatorError` where no passkey signed.
 */
export function useBreakGlass(id: string): (reason: string) => Promise<void> {
  return useApprovalChange(async (reason: string) =>
    postBreakGlass(id, reason, await signGlass(id)),
  );
}
