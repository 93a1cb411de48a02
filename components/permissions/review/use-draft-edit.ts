"use client";
import { useQueryClient } from "@tanstack/react-query";
import type { DraftView } from "@/lib/policy/drafts/model";
import type { Edit } from "@/lib/policy/edit/model";
import { editDraft } from "@/lib/policy/requests";

/** Edits the draft's text in place, onto the revision that is shown. Throws what the API refuses. */
export function useDraftEdit({ id, revision }: DraftView): (edits: Edit[]) => Promise<void> {
  const queries = useQueryClient();
  return async (edits) => {
    await editDraft(id, revision, edits);
    await queries.invalidateQueries({ queryKey: ["policy"] });
  };
}
