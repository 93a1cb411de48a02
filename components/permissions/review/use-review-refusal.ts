"use client";
import { savingWords, useEditQueue } from "../edits/use-edit-queue";
import { usePolicyRefusal } from "../permissions-access";

/** Why what concerns the whole stored draft cannot be done now: no permission, or edits on their way. */
export function useReviewRefusal(draft: string): string | null {
  const refusal = usePolicyRefusal();
  const { pending } = useEditQueue(draft);
  return refusal ?? savingWords(pending.length);
}
