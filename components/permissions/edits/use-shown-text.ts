"use client";
import { useQueryClient } from "@tanstack/react-query";
import type { DraftView } from "@/lib/policy/drafts/model";
import { shownText } from "./edit-queue";
import { useEditQueue } from "./use-edit-queue";

/** The draft's text as it is shown: stored, with what is on its way. */
export function useShownText(draft: Pick<DraftView, "id" | "document">): string {
  const queries = useQueryClient();
  useEditQueue(draft.id);
  return shownText(queries, draft);
}
